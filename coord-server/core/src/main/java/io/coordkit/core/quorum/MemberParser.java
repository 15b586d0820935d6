package io.coordkit.core.quorum;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the value of a {@code server.N} line ({@code QuorumPeer.QuorumServer} of the reference):
 * {@code host:quorumPort:electionPort[:role][;[clientHost:]clientPort]}, alternatives joined by '|', IPv6 in brackets. A
 * separator with nothing behind it says nothing; a role is in letters of either case, and stands for all alternatives.
 */
final class MemberParser {
    private static final String FORM = "host:quorumPort:electionPort[:participant|observer][;[clientHost:]clientPort]";
    private static final String ANY_HOST = "0.0.0.0";

    private final long id;
    private final String line;

    private MemberParser(long id, String line) {
        this.id = id;
        this.line = line;
    }

    static Member parse(long id, String line) throws MemberSyntaxException {
        return new MemberParser(id, line.trim()).parse();
    }

    private Member parse() throws MemberSyntaxException {
        int semicolon = line.indexOf(';');
        String servers = semicolon < 0 ? line : line.substring(0, semicolon);
        String client = semicolon < 0 ? "" : client(line.substring(semicolon + 1));
        List<Member.Address> addresses = new ArrayList<>();
        Set<Boolean> observes = new LinkedHashSet<>();
        for (String alternative : servers.split("\\|")) {
            List<String> parts = split(alternative);
            if (parts.size() != 3 && parts.size() != 4) {
                throw wrong();
            }
            addresses.add(new Member.Address(parts.get(0), port(parts.get(1)), port(parts.get(2))));
            if (parts.size() == 4) {
                observes.add(isObserver(parts.get(3)));
            }
        }
        if (observes.size() > 1) {
            throw new MemberSyntaxException("server." + id + "=" + line + " is participant and observer at once");
        }
        return new Member(id, List.copyOf(addresses), observes.contains(true), client);
    }

    private String client(String text) throws MemberSyntaxException {
        if (text.isEmpty()) {
            return "";
        }
        List<String> parts = split(text);
        return switch (parts.size()) {
            case 1 -> ANY_HOST + ":" + port(parts.get(0));
            case 2 ->
                (parts.get(0).indexOf(':') < 0 ? parts.get(0) : "[" + parts.get(0) + "]") + ":" + port(parts.get(1));
            default -> throw wrong();
        };
    }

    private boolean isObserver(String role) throws MemberSyntaxException {
        return switch (role.trim().toLowerCase(Locale.ROOT)) {
            case "observer" -> true;
            case "participant" -> false;
            default -> throw wrong();
        };
    }

    private int port(String text) throws MemberSyntaxException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong();
    }

    /** Splits at colons, those inside brackets excepted. */
    private List<String> split(String text) throws MemberSyntaxException {
        List<String> parts = new ArrayList<>();
        String rest = text;
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0 || end + 1 >= rest.length() || rest.charAt(end + 1) != ':') {
                throw wrong();
            }
            parts.add(Ipv6Text.full(rest.substring(1, end)));
            rest = rest.substring(end + 2);
        }
        parts.addAll(List.of(rest.split(":")));
        return parts;
    }

    private MemberSyntaxException wrong() {
        return new MemberSyntaxException("server." + id + "=" + line + " is not of the form " + FORM);
    }
}
