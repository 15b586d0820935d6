package io.coordkit.it.net;

import io.coordkit.it.process.Commands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Linux network namespace for each member, all on one bridge to which this process has a wire as well. Root's rights and
 * the command {@code ip} are needed. Whom a member cannot reach has a hardware address there that nobody has, so frames are
 * lost on the way without a trace, in one direction; new connections as well as old ones. The bridge has a namespace of its
 * own, since firewalls of the machine, as container engines make them, may let nothing pass over its bridges.
 */
public final class Namespaces implements PeerNetwork {

    private static final int QUORUM_PORT = 2888;
    private static final int ELECTION_PORT = 3888;
    private static final int CLIENT_PORT = 2181;

    /** Names say whose they are, so that what a killed run left behind can be told from what is in use. */
    private static final String PREFIX = "ckit" + ProcessHandle.current().pid() + "n";

    private static final Pattern NAME = Pattern.compile("\\bckit(\\d+)n\\d+(-\\d+)?\\b");
    private static final String NOBODY = "02:00:00:00:00:01";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final int size;
    private final int serial = COUNTER.getAndIncrement();

    /** The bridge's namespace, and this process's end of its wire. */
    private final String hub = PREFIX + serial;

    private final String subnet;
    private final Thread hook = new Thread(this::removeQuietly, "remove-" + hub);

    /** Makes the namespaces. */
    public Namespaces(int size) throws IOException {
        this.size = size;
        removeLeftovers();
        subnet = freeSubnet();
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            build();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether this machine lets this process make namespaces and bridges; tried once, and undone. */
    public static boolean areAvailable() {
        return Availability.ANSWER;
    }

    private static final class Availability {
        private static final boolean ANSWER = Commands.isRoot() && tryOut();

        private static boolean tryOut() {
            try (var trial = new Namespaces(1)) {
                return trial.size() == 1;
            } catch (IOException cannot) {
                return false;
            }
        }
    }

    private void build() throws IOException {
        Commands.line("ip netns add " + hub);
        Commands.line("ip -n " + hub + " link add bridge type bridge");
        Commands.line("ip -n " + hub + " link set bridge up");
        Commands.line("ip link add " + hub + " type veth peer name here netns " + hub);
        Commands.line("ip -n " + hub + " link set here master bridge up");
        Commands.line("ip addr add " + subnet + "254/24 dev " + hub);
        Commands.line("ip link set " + hub + " up");
        for (int member = 1; member <= size; member++) {
            String namespace = namespace(member);
            String wire = "member" + member;
            Commands.line("ip netns add " + namespace);
            Commands.line("ip -n " + hub + " link add " + wire + " type veth peer name eth0 netns " + namespace);
            Commands.line("ip -n " + hub + " link set " + wire + " master bridge up");
            Commands.line("ip -n " + namespace + " addr add " + host(member) + "/24 dev eth0");
            Commands.line("ip -n " + namespace + " link set lo up");
            Commands.line("ip -n " + namespace + " link set eth0 up");
        }
    }

    private String namespace(int member) {
        return hub + "-" + member;
    }

    private String host(int member) {
        return subnet + member;
    }

    private static String freeSubnet() throws IOException {
        String used = Commands.line("ip -4 addr show");
        String subnet;
        do {
            var random = ThreadLocalRandom.current();
            subnet = "10." + random.nextInt(100, 250) + "." + random.nextInt(1, 255) + ".";
        } while (used.contains("inet " + subnet));
        return subnet;
    }

    /** Removes what belongs to processes that are no more. A namespace takes its interfaces with it. */
    private static void removeLeftovers() throws IOException {
        for (String wire : ofTheDead(Commands.line("ip -o link show type veth"))) {
            Commands.line("ip link delete " + wire);
        }
        for (String namespace : ofTheDead(Commands.line("ip netns list"))) {
            Commands.line("ip netns delete " + namespace);
        }
    }

    private static List<String> ofTheDead(String listing) {
        return NAME.matcher(listing)
                .results()
                .filter(name -> ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    @Override
    public Home home(int member) {
        String host = host(member);
        return new Home(new Place(host, QUORUM_PORT), new Place(host, ELECTION_PORT), new Place(host, CLIENT_PORT));
    }

    @Override
    public Home seenBy(int reader, int member) {
        return home(member);
    }

    @Override
    public List<String> launcher(int member) {
        return List.of("ip", "netns", "exec", namespace(member));
    }

    @Override
    public void cut(int from, int to) throws IOException {
        Commands.line("ip -n " + namespace(from) + " neigh replace " + host(to) + " lladdr " + NOBODY
                + " dev eth0 nud permanent");
    }

    @Override
    public void heal(int from, int to) throws IOException {
        String namespace = namespace(from);
        if (Commands.line("ip -n " + namespace + " neigh show " + host(to)).contains(NOBODY)) {
            Commands.line("ip -n " + namespace + " neigh delete " + host(to) + " dev eth0");
        }
    }

    @Override
    public boolean canBeCut() {
        return true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(hook);
        remove();
    }

    /** A member's namespace lives on, nameless and without its wire, as long as a process is in it. */
    private void remove() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("ip link delete " + hub);
        lines.add("ip netns delete " + hub);
        for (int member = 1; member <= size; member++) {
            lines.add("ip netns delete " + namespace(member));
        }
        Commands.clean(lines);
    }

    private void removeQuietly() {
        try {
            remove();
        } catch (IOException e) {
            // The next run removes what is left.
        }
    }
}
