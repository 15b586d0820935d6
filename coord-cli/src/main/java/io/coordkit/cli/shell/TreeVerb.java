package io.coordkit.cli.shell;

import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.cli.CliException;
import org.apache.zookeeper.cli.CliWrapperException;
import org.apache.zookeeper.cli.MalformedCommandException;
import org.apache.zookeeper.cli.MalformedPathException;

/** {@code tree}: what is below a znode, as a picture. */
final class TreeVerb implements Verb {

    private final Connection connection;

    TreeVerb(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String name() {
        return "tree";
    }

    @Override
    public String arguments() {
        return "[-s] [-d depth] [path]";
    }

    @Override
    public String purpose() {
        return "draw what is below a znode, with -s bytes and owners, with -d only so deep";
    }

    @Override
    public void run(String[] words, Output output) throws CliException {
        Request request = request(words);
        read(request).draw(request.sizes, output.out()::println);
    }

    @Override
    public Map<String, Object> answer(String[] words) throws CliException {
        return read(request(words)).toFields();
    }

    private Branch read(Request request) throws CliException {
        try {
            return Branch.read(connection.client(), request.path, request.depth);
        } catch (IllegalArgumentException wrong) {
            throw new MalformedPathException(wrong.getMessage());
        } catch (KeeperException | InterruptedException failed) {
            throw new CliWrapperException(failed);
        }
    }

    private record Request(String path, int depth, boolean sizes) {}

    private Request request(String[] words) throws MalformedCommandException {
        String path = "/";
        int depth = -1;
        boolean sizes = false;
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("-s")) {
                sizes = true;
            } else if (words[i].equals("-d") && i + 1 < words.length) {
                depth = number(words[++i]);
            } else if (words[i].startsWith("/")) {
                path = words[i];
            } else {
                throw new MalformedCommandException(usage());
            }
        }
        return new Request(path, depth, sizes);
    }

    private int number(String word) throws MalformedCommandException {
        if (!word.matches("\\d{1,9}")) {
            throw new MalformedCommandException(usage());
        }
        return Integer.parseInt(word);
    }
}
