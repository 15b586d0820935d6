package io.coordkit.elector;

import io.coordkit.elector.Contender.Kind;
import io.coordkit.elector.paths.ElectionPaths;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process with a member in each of many elections, of either kind, that can be frozen and killed as a whole. Reads
 * {@code COMMAND ELECTION [KIND]} and writes {@code @ELECTION CALL}, each a line, and ends with its input.
 */
final class ContenderProgram {
    /** Before a call that a line reports; other lines are the logger's. */
    static final String MARK = "@";

    /** Each command is answered by this when it is done. */
    static final String DONE = "done";

    /** Followed by what {@link Sessions.Id} holds. */
    static final String SESSION = "session";

    private final Map<String, Contender> contenders = new ConcurrentHashMap<>();
    private final String connectString;
    private final String name;

    private ContenderProgram(String connectString, String name) {
        this.connectString = connectString;
        this.name = name;
    }

    /** Arguments: the connect string, and the member's name in each election. */
    public static void main(String[] args) throws Exception {
        ContenderProgram program = new ContenderProgram(args[0], args[1]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService hands = Executors.newCachedThreadPool();
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            hands.submit(() -> program.obey(words));
        }
        Runtime.getRuntime().halt(0);
    }

    static ElectorConfig config(String connectString, String election) {
        return ElectorConfig.of(connectString, ElectionPaths.yarn(election)).withSessionTimeout(Duration.ofSeconds(40));
    }

    /** Elections have nothing to do with each other; whoever gives the commands of one waits for each. */
    private Object obey(String[] words) throws Exception {
        String election = words[1];
        switch (words[0]) {
            case "start" -> start(election, Kind.valueOf(words[2]));
            case "drop" -> {
                Contender gone = contenders.remove(election);
                gone.sessions.drop();
                gone.close();
            }
            case "hold" -> contenders.get(election).sessions.hold();
            case "release" -> contenders.get(election).sessions.release();
            case "close" -> contenders.remove(election).close();
            default -> throw new IllegalArgumentException(words[0]);
        }
        say(election, DONE);
        return DONE;
    }

    private void start(String election, Kind kind) throws Exception {
        Contender contender = kind.contender(name, config(connectString, election), call -> report(election, call));
        contenders.put(election, contender);
        contender.ensureParent();
        contender.join();
    }

    /** The session comes first: who reads the call may end it. Whoever was dropped is dead, and says nothing. */
    private void report(String election, String call) {
        Contender contender = contenders.get(election);
        if (contender == null) {
            return;
        }
        if (call.equals("active") || call.equals("standby")) {
            Sessions.Id id = contender.sessions.id();
            say(
                    election,
                    SESSION + " " + id.timeoutMs() + " " + id.number() + " "
                            + HexFormat.of().formatHex(id.password()));
        }
        say(election, call);
    }

    private static void say(String election, String what) {
        synchronized (System.out) {
            System.out.println(MARK + election + " " + what);
        }
    }
}
