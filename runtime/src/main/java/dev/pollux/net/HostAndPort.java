package dev.pollux.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

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

    /** Tells whether the host is a number, so that nobody has to be asked. */
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

    /**
     * Returns the address without asking anybody.
     *
     * @throws InvalidAddressException if the host is a name
     */
    InetSocketAddress numeric() {
        if (!isNumeric()) {
            throw new InvalidAddressException("number:port expected, not a name", toString());
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port); // which does not block for numbers
        } catch (UnknownHostException e) {
            throw new InvalidAddressException("number:port expected", toString());
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
