package io.coordkit.cli.demo.splitlog.hbase;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

/**
 * A client of HBase. Arguments: connect string, and HBase's root directory.
 *
 * <p>Says {@code open} when HBase serves; then does what it is told: {@code create {server}}, {@code write {from, to, server}}, which ends with a new
 * log of that server, {@code read}; and says {@code created}, {@code written}, {@code rows {numbers}}.
 */
public final class RowsRole implements ChildRole {
    private static final String TABLE = "t";
    private static final long POLL_MILLIS = 200;

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        try (Connection connection = ConnectionFactory.createConnection(
                        HBaseSettings.of(Path.of(arguments.get(1)), arguments.get(0)));
                Admin admin = connection.getAdmin()) {
            awaitMaster(admin);
            channel.send(Message.of("open"));
            ServerName server =
                    ServerName.valueOf(channel.receive().orElseThrow().text("server"));
            NumberedRows rows = NumberedRows.create(connection, TABLE, server);
            channel.send(Message.of("created"));
            for (Optional<Message> told = channel.receive(); told.isPresent(); told = channel.receive()) {
                channel.send(obey(told.get(), rows, admin));
            }
        }
    }

    /** It says which namespaces there are only when it has assigned the tables that it needs itself. */
    private static void awaitMaster(Admin admin) throws InterruptedException {
        while (true) {
            try {
                admin.listNamespaces();
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private static Message obey(Message told, NumberedRows rows, Admin admin) throws IOException {
        if (told.type().equals("read")) {
            return Message.of("rows").with("numbers", List.copyOf(rows.read()));
        }
        rows.put((int) told.number("from"), (int) told.number("to"));
        admin.rollWALWriter(ServerName.valueOf(told.text("server")));
        return Message.of("written");
    }
}
