package io.coordkit.core.quorum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * IPv6 addresses as servers write them to each other: all eight groups, without leading zeros, as {@code
 * java.net.Inet6Address.getHostAddress} does it, which is what the reference prints.
 */
final class Ipv6Text {
    private static final int GROUPS = 8;
    private static final String GAP = "::";

    private Ipv6Text() {}

    /** The long form; what is no such address, or ends with an IPv4 one, stays as it is. */
    static String full(String address) {
        int zone = address.indexOf('%');
        String number = zone < 0 ? address : address.substring(0, zone);
        int gap = number.indexOf(GAP);
        try {
            List<String> groups = groups(gap < 0 ? number : number.substring(0, gap));
            List<String> behind = gap < 0 ? List.of() : groups(number.substring(gap + GAP.length()));
            int missing = GROUPS - groups.size() - behind.size();
            if (missing < 0 || gap < 0 && missing > 0) {
                return address;
            }
            groups.addAll(Collections.nCopies(missing, "0"));
            groups.addAll(behind);
            return String.join(":", groups) + address.substring(number.length());
        } catch (NumberFormatException e) {
            return address;
        }
    }

    private static List<String> groups(String text) {
        List<String> groups = new ArrayList<>();
        for (String group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            groups.add(Integer.toHexString(Integer.parseInt(group, 16)));
        }
        return groups;
    }
}
