package io.coordkit.cli.shell;

import io.coordkit.cli.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.cli.CliException;
import org.apache.zookeeper.cli.CliWrapperException;
import org.apache.zookeeper.cli.MalformedPathException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** What the reading commands answer a machine: fields, where zkCli prints text. */
enum Structured {
    LS("ls") {
        @Override
        void read(ZooKeeper client, Arguments given, Map<String, Object> fields)
                throws KeeperException, InterruptedException {
            if (given.has("-R")) {
                List<String> paths = new ArrayList<>();
                ZKUtil.visitSubTreeDFS(client, given.path(), given.has("-w"), (rc, path, ctx, name) -> paths.add(path));
                fields.put("paths", paths);
                return;
            }
            Stat stat = new Stat();
            fields.put(
                    "children",
                    client.getChildren(given.path(), given.has("-w"), stat).stream()
                            .sorted()
                            .toList());
            fields.put("stat", of(stat));
        }
    },
    GET("get") {
        @Override
        void read(ZooKeeper client, Arguments given, Map<String, Object> fields)
                throws KeeperException, InterruptedException {
            Stat stat = new Stat();
            byte[] data = client.getData(given.path(), given.has("-w"), stat);
            if (data != null) {
                Json.putData(fields, data);
            }
            fields.put("stat", of(stat));
        }
    },
    STAT("stat") {
        @Override
        void read(ZooKeeper client, Arguments given, Map<String, Object> fields)
                throws KeeperException, InterruptedException {
            Stat stat = client.exists(given.path(), given.has("-w"));
            if (stat == null) {
                throw KeeperException.create(KeeperException.Code.NONODE, given.path());
            }
            fields.put("stat", of(stat));
        }
    },
    GET_ACL("getAcl") {
        @Override
        void read(ZooKeeper client, Arguments given, Map<String, Object> fields)
                throws KeeperException, InterruptedException {
            Stat stat = new Stat();
            fields.put(
                    "acl",
                    client.getACL(given.path(), stat).stream()
                            .map(Structured::of)
                            .toList());
            fields.put("stat", of(stat));
        }
    };

    private final String command;

    Structured(String command) {
        this.command = command;
    }

    /** The way to answer this command, if it is more than text. */
    static Optional<Structured> of(String command) {
        return Arrays.stream(values())
                .filter(kind -> kind.command.equals(command))
                .findFirst();
    }

    abstract void read(ZooKeeper client, Arguments given, Map<String, Object> fields)
            throws KeeperException, InterruptedException;

    /** Asks the server; errors are those of zkCli. */
    Map<String, Object> answer(ZooKeeper client, Arguments given) throws CliException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", given.path());
        try {
            read(client, given, fields);
        } catch (IllegalArgumentException wrong) {
            throw new MalformedPathException(wrong.getMessage());
        } catch (KeeperException | InterruptedException failed) {
            throw new CliWrapperException(failed);
        }
        return fields;
    }

    /**
     * The words of a line behind its first.
     *
     * @param flags those that begin with a dash
     * @param path the first other one
     */
    record Arguments(List<String> flags, String path) {
        /** Nothing if there is no path, so that zkCli's own command may say what it wants. */
        static Optional<Arguments> of(String[] words) {
            Predicate<String> isFlag = word -> word.startsWith("-");
            List<String> rest = Arrays.asList(words).subList(1, words.length);
            return rest.stream()
                    .filter(isFlag.negate())
                    .findFirst()
                    .map(path -> new Arguments(rest.stream().filter(isFlag).toList(), path));
        }

        boolean has(String flag) {
            return flags.contains(flag);
        }
    }

    private static Map<String, Object> of(ACL entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scheme", entry.getId().getScheme());
        fields.put("id", entry.getId().getId());
        fields.put("perms", ZKUtil.getPermString(entry.getPerms()));
        return fields;
    }

    /** As zkCli prints ids; and many a reader of JSON takes numbers for floating-point ones, which are too short for them. */
    private static String hex(long id) {
        return "0x" + Long.toHexString(id);
    }

    /** The fields under the names that the client library gives them. */
    static Map<String, Object> of(Stat stat) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("czxid", hex(stat.getCzxid()));
        fields.put("mzxid", hex(stat.getMzxid()));
        fields.put("pzxid", hex(stat.getPzxid()));
        fields.put("ctime", stat.getCtime());
        fields.put("mtime", stat.getMtime());
        fields.put("version", stat.getVersion());
        fields.put("cversion", stat.getCversion());
        fields.put("aversion", stat.getAversion());
        fields.put("ephemeralOwner", hex(stat.getEphemeralOwner()));
        fields.put("dataLength", stat.getDataLength());
        fields.put("numChildren", stat.getNumChildren());
        return fields;
    }
}
