package io.coordkit.cli.shell;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.cli.CliException;
import org.apache.zookeeper.cli.CommandFactory;
import org.apache.zookeeper.cli.MalformedCommandException;

/** The commands of a shell, by name. */
final class Vocabulary {

    private static final int NAME_COLUMN = 22;

    private final Map<String, Verb> verbs = new TreeMap<>();

    /** zkCli's commands that talk to the server, and ours. */
    static Vocabulary on(Connection connection) {
        Vocabulary vocabulary = new Vocabulary();
        for (CommandFactory.Command command : CommandFactory.Command.values()) {
            vocabulary.add(new StockVerb(CommandFactory.getInstance(command), connection));
        }
        vocabulary.add(new TreeVerb(connection));
        vocabulary.add(new OwnVerb("help", "[command]", "show this list, or how to use one command", vocabulary::help));
        return vocabulary;
    }

    void add(Verb verb) {
        verbs.put(verb.name(), verb);
    }

    Optional<Verb> find(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    Collection<Verb> all() {
        return verbs.values();
    }

    private void help(String[] words, Output output) throws CliException {
        if (words.length == 1) {
            all().forEach(verb -> output.out().println(pad(verb.name()) + verb.purpose()));
            output.out().println();
            output.out().println("help COMMAND shows how to use it; -h behind coord shell, how to start this shell.");
            return;
        }
        Verb verb = find(words[1]).orElseThrow(() -> new MalformedCommandException("there is no command " + words[1]));
        output.out().println(verb.usage());
        output.out().println(verb.purpose());
    }

    private static String pad(String name) {
        return name + " ".repeat(NAME_COLUMN - name.length());
    }
}
