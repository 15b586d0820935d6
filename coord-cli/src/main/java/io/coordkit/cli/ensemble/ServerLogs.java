package io.coordkit.cli.ensemble;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the servers of an ensemble log, as one text in the order of time. Needs no supervisor. */
public final class ServerLogs {

    private static final long LOOK_EVERY_MS = 100;

    private final List<LogReader> readers = new ArrayList<>();

    /**
     * The logs of some servers.
     *
     * @param arguments their numbers; all when there are none
     */
    public ServerLogs(Home home, List<String> arguments) throws EnsembleFailure, IOException {
        Layout layout =
                home.layout().orElseThrow(() -> new EnsembleFailure("there is no ensemble in " + home.directory()));
        List<Integer> servers = new ArrayList<>();
        for (String argument : arguments) {
            servers.add(ServerNumbers.parse(argument, layout.members()));
        }
        for (int server : servers.isEmpty() ? layout.members() : servers) {
            readers.add(new LogReader(server, home.serverLog(server)));
        }
    }

    /**
     * A line that a server wrote.
     *
     * @param server who
     * @param time when, as it is written; that of the line before where a line has none
     * @param text the whole line
     */
    public record Line(int server, String time, String text) {}

    /** The last lines of all together; then what follows. */
    public List<Line> last(int count) throws IOException {
        List<Line> lines = next();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** Hands over new lines until the thread is interrupted. */
    public void follow(Consumer<Line> taker) throws IOException, InterruptedException {
        while (true) {
            next().forEach(taker);
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private List<Line> next() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (LogReader reader : readers) {
            lines.addAll(reader.next());
        }
        lines.sort(Comparator.comparing(Line::time));
        return lines;
    }
}
