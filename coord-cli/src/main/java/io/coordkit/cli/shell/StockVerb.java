package io.coordkit.cli.shell;

import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.cli.CliCommand;
import org.apache.zookeeper.cli.CliException;

/** A command of {@code zkCli} itself. */
final class StockVerb implements Verb {

    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("addWatch", "watch a znode, or all below it, until removewatches"),
            Map.entry("addauth", "say who you are: scheme digest wants user:password"),
            Map.entry("close", "end the session"),
            Map.entry("config", "show the members of the ensemble"),
            Map.entry("create", "make a znode: sequential -s, ephemeral -e, container -c, with a time to live -t"),
            Map.entry("delete", "remove a znode that has no children"),
            Map.entry("deleteall", "remove a znode and everything below it"),
            Map.entry("delquota", "remove a quota, or one of its limits"),
            Map.entry("get", "show a znode's data, with -s its stat, with -w set a watch"),
            Map.entry("getAcl", "show who may do what with a znode"),
            Map.entry("getAllChildrenNumber", "count everything below a znode"),
            Map.entry("getEphemerals", "list this session's ephemeral znodes"),
            Map.entry("listquota", "show a quota and what is used of it"),
            Map.entry("ls", "list a znode's children, with -R everything below it"),
            Map.entry("reconfig", "change the members of the ensemble"),
            Map.entry("removewatches", "remove watches of this session"),
            Map.entry("set", "replace a znode's data, with -v only that version"),
            Map.entry("setAcl", "replace a znode's access control list, with -R below it too"),
            Map.entry("setquota", "limit count or bytes below a znode: soft -n -b, hard -N -B"),
            Map.entry("stat", "show a znode's stat"),
            Map.entry("sync", "wait until this server knows what the leader knows"),
            Map.entry("version", "show the version of the client library"),
            Map.entry("whoami", "show as whom the server knows this session"));

    private final CliCommand command;
    private final Connection connection;

    StockVerb(CliCommand command, Connection connection) {
        this.command = command;
        this.connection = connection;
    }

    @Override
    public String name() {
        return command.getCmdStr();
    }

    @Override
    public String arguments() {
        return command.getOptionStr();
    }

    @Override
    public String purpose() {
        return PURPOSES.getOrDefault(name(), "");
    }

    @Override
    public String usage() {
        return command.getUsageStr();
    }

    @Override
    public void run(String[] words, Output output) throws CliException {
        command.setOut(output.out());
        command.setErr(output.err());
        command.setZk(connection.client());
        command.parse(words).exec();
    }

    @Override
    public Map<String, Object> answer(String[] words) throws CliException, ShellFailure, InterruptedException {
        Optional<Structured> structured = Structured.of(name());
        Optional<Structured.Arguments> given = Structured.Arguments.of(words);
        return structured.isPresent() && given.isPresent()
                ? structured.get().answer(connection.client(), given.get())
                : Verb.super.answer(words);
    }
}
