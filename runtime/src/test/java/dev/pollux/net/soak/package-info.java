/** Minutes of everything that sockets can meet with, and a look for what it left behind. */
package dev.pollux.net.soak;
