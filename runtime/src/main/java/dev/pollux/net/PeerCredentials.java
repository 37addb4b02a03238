package dev.pollux.net;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end of a Unix socket, as the kernel knows it. The JDK does not tell the number of the process.
 *
 * @param user the effective user
 * @param group the effective group
 */
public record PeerCredentials(UserPrincipal user, GroupPrincipal group) {

    static PeerCredentials of(IoDriver.StreamSocket socket) throws IOException {
        SocketOption<UnixDomainPrincipal> option;
        try {
            option = ExtendedSocketOptions.SO_PEERCRED;
        } catch (NoClassDefFoundError e) { // a Java runtime without the module
            UnsupportedOptionException failure = new UnsupportedOptionException("SO_PEERCRED");
            failure.initCause(e);
            throw failure;
        }
        UnixDomainPrincipal peer = Options.get(socket, option);
        return new PeerCredentials(peer.user(), peer.group());
    }
}
