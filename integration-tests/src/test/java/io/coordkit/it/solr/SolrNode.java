package io.coordkit.it.solr;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A node of SolrCloud at one place, in a JVM of its own, asked by HTTP. */
final class SolrNode implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int OK = 200;
    private static final int NOT_THERE = 0;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path home;
    private final int port = Ports.free();
    private final String connectString;
    private JavaChild process;

    /** Starts it, and does not wait. */
    SolrNode(String name, String connectString) throws IOException {
        home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), name)
                .toAbsolutePath();
        this.connectString = connectString;
        Files.writeString(home.resolve("solr.xml"), resource("solr.xml"));
        process = launch();
    }

    static String resource(String name) throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "solr", name));
    }

    private JavaChild launch() throws IOException {
        List<String> options = List.of("-Dsolr.log.dir=" + home, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        List<String> arguments = List.of(home.toString(), Integer.toString(port), connectString);
        return JavaChild.startPeer("solr", "Solr.java", home.resolve("output.txt"), options, arguments);
    }

    /** As it is called among the live nodes. */
    String name() {
        return "127.0.0.1:" + port + "_solr";
    }

    void kill() {
        process.kill9();
    }

    void restart() throws IOException {
        process = launch();
    }

    /** Whether it has done what a GET asks for. */
    boolean does(String pathAndQuery) throws IOException {
        return ask(request(pathAndQuery).GET()).status() == OK;
    }

    /** Whether it has accepted a document, which then every active replica has. */
    boolean add(String collection, String id) throws IOException {
        HttpRequest.Builder request = request(collection + "/update/json/docs?commit=true")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("id", id).toString()));
        return ask(request).status() == OK;
    }

    /** How many documents its own replica has; -1 while it does not say. */
    int count(String collection) throws IOException {
        Answer answer =
                ask(request(collection + "/select?q=*:*&rows=0&distrib=false").GET());
        return answer.status() == OK
                ? JSON.readTree(answer.body()).at("/response/numFound").asInt()
                : -1;
    }

    void await(String what, Eventually.Condition condition) throws IOException {
        try {
            Eventually.holds(PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(what + "\n" + process.output(), e);
        }
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/solr/" + pathAndQuery))
                .timeout(PATIENCE);
    }

    private record Answer(int status, String body) {}

    /** A node is alive a little before it listens. */
    private static Answer ask(HttpRequest.Builder request) throws IOException {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (ConnectException e) {
            return new Answer(NOT_THERE, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
