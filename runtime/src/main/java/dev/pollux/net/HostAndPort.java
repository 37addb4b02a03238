package dev.pollux.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** An address as people write it: {@code host:port}, {@code 127.0.0.1:port} or {@code [::1]:port}. */
record HostAndPort(String host, int port) {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;
    private static final int IPV4_PARTS = 4;

    static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new InvalidAddressException("host:port expected", text);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new InvalidAddressException("[address]:port expected for IPv6", text);
        }
        if (host.isBlank() || bracketed != host.contains(":")) {
            throw new InvalidAddressException("host:port expected", text);
        }
        return new HostAndPort(host, parsePort(text.substring(colon + 1), text));
    }

    private static int parsePort(String digits, String text) {
        boolean plausible = !digits.isEmpty()
                && digits.length() <= MAX_PORT_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = plausible ? Integer.parseInt(digits) : -1;
        if (port < 0 || port > MAX_PORT) {
            throw new InvalidAddressException("host:port with a port from 0 to 65535 expected", text);
        }
        return port;
    }

    /** Tells whether the host is a number, so that {@link #lookUp} asks nobody and does not block. */
    boolean isNumeric() {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        String[] parts = host.split("\\.", -1);
        if (parts.length != IPV4_PARTS) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("25[0-5]|2[0-4]\\d|1?\\d?\\d")) {
                return false;
            }
        }
        return true;
    }

    /** Resolves the host, in the order of the system's resolver. Blocks unless it is a number. */
    List<InetSocketAddress> lookUp() throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            addresses.add(new InetSocketAddress(address, port));
        }
        return addresses;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
