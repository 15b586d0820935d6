package io.coordkit.cli.shell;

import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, and paths by asking the server for children. */
final class Completion implements Completer {

    private final Vocabulary vocabulary;
    private final Connection connection;

    Completion(Vocabulary vocabulary, Connection connection) {
        this.vocabulary = vocabulary;
        this.connection = connection;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0
                || line.wordIndex() == 1 && line.words().get(0).equals("help")) {
            vocabulary
                    .all()
                    .forEach(verb -> candidates.add(
                            new Candidate(verb.name(), verb.name(), null, verb.purpose(), null, null, true)));
        } else if (line.word().startsWith("/") && connection.isConnected()) {
            paths(line.word(), candidates);
        }
    }

    private void paths(String begun, List<Candidate> candidates) {
        String parent = begun.substring(0, begun.lastIndexOf('/'));
        try {
            for (String child : connection.client().getChildren(parent.isEmpty() ? "/" : parent, false)) {
                // Incomplete: whoever wants to go deeper types a slash, not a backspace first.
                candidates.add(new Candidate(parent + "/" + child, child, null, null, null, null, false));
            }
        } catch (KeeperException | IllegalArgumentException noSuchPlace) {
            return;
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }
}
