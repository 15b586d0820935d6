package io.coordkit.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coordkit.cli.tree.TreeFailure;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is registered by interface: who provides, who consumes, and by which rules. */
final class DubboServices {
    static final List<String> CATEGORIES = List.of("providers", "consumers", "configurators", "routers");

    private final JsonReader reader;
    private final Listing services = new Listing("services");
    private final Listing providers = new Listing("providers");
    private final Listing consumers = new Listing("consumers");
    private final Listing rules = new Listing("rules");

    DubboServices(JsonReader reader) {
        this.reader = reader;
    }

    List<Listing> listings() {
        return List.of(services, providers, consumers, rules);
    }

    /**
     * Adds the service of a directory.
     *
     * @param name encoded name of the interface
     */
    void add(String root, String name) throws TreeFailure, InterruptedException {
        String path = root + "/" + name;
        String service = decode(name);
        List<Object> facts = new ArrayList<>(List.of("service", service));
        for (String category : CATEGORIES) {
            int count = 0;
            for (String node : reader.children(path + "/" + category)) {
                Optional<DubboUrl> url = DubboUrl.find(node);
                if (url.isPresent()) {
                    addUrl(category, service, url.get());
                    count++;
                } else {
                    reader.note(path + "/" + category + "/" + node, "no URL");
                }
            }
            facts.addAll(List.of(category, count));
        }
        services.add(facts.toArray());
    }

    private void addUrl(String category, String service, DubboUrl url) {
        switch (category) {
            case "providers" ->
                providers.add(
                        "provider", url.service(service),
                        "address", url.address(),
                        "protocol", url.protocol(),
                        "application", url.parameter("application"),
                        "dubbo", url.parameter("release"));
            case "consumers" ->
                consumers.add(
                        "consumer", url.service(service),
                        "address", url.address(),
                        "application", url.parameter("application"),
                        "dubbo", url.parameter("release"));
            default ->
                rules.add(
                        "rule", url.service(service),
                        "category", category,
                        "protocol", url.protocol(),
                        "address", url.address(),
                        "enabled", url.parameters().getOrDefault("enabled", "true"));
        }
    }

    private static String decode(String name) {
        try {
            return URLDecoder.decode(name, UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return name;
        }
    }
}
