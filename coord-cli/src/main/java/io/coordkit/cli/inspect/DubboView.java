package io.coordkit.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Dubbo keeps in a tree: services registered by interface, applications with their instances, which application provides
 * which interface, descriptions and settings.
 */
public final class DubboView {
    private static final Set<String> NO_SERVICES = Set.of("mapping", "metadata", "config");

    private final JsonReader reader;
    private final DubboServices services;
    private final Listing applications = new Listing("applications");
    private final Listing mappings = new Listing("mappings");
    private final Listing metadata = new Listing("metadata");
    private final Listing settings = new Listing("settings");

    private DubboView(JsonReader reader) {
        this.reader = reader;
        this.services = new DubboServices(reader);
    }

    /**
     * Looks at a tree.
     *
     * @param root the registry's group, {@code /dubbo} unless configured otherwise
     * @param instances where applications are, unless the registry has a group: then they are under it
     */
    public static View read(Tree tree, String root, String instances) throws TreeFailure, InterruptedException {
        DubboView view = new DubboView(new JsonReader(tree));
        if (!tree.exists(root) && !tree.exists(instances)) {
            return new Listings("no Dubbo at " + root + " nor " + instances, view.listings());
        }
        view.addRegistry(root);
        for (String application : view.reader.children(instances)) {
            view.addInstances(instances + "/" + application, application);
        }
        return new Listings("registry  " + root, view.listings());
    }

    private List<Listing> listings() {
        List<Listing> listings = new ArrayList<>(services.listings());
        listings.addAll(List.of(applications, mappings, metadata, settings, reader.unreadable()));
        return listings;
    }

    private void addRegistry(String root) throws TreeFailure, InterruptedException {
        for (String child : reader.children(root)) {
            if (NO_SERVICES.contains(child)) {
                continue;
            }
            List<String> categories = reader.children(root + "/" + child);
            if (Collections.disjoint(categories, DubboServices.CATEGORIES)) {
                addInstances(root + "/" + child, child);
            } else {
                services.add(root, child);
            }
        }
        addMappings(root + "/mapping");
        addLeaves(metadata, "metadata", root + "/metadata", "");
        addLeaves(settings, "setting", root + "/config", "");
    }

    /** Instances as Curator's service discovery writes them. */
    private void addInstances(String path, String application) throws TreeFailure, InterruptedException {
        for (String name : reader.children(path)) {
            Optional<JsonNode> instance = reader.object(path + "/" + name);
            instance.ifPresent(json -> applications.add(
                    "application",
                    application,
                    "instance",
                    name,
                    "address",
                    json.path("address").asText("-") + ":" + json.path("port").asText("-"),
                    "registered",
                    json.path("registrationTimeUTC").asLong()));
        }
    }

    private void addMappings(String path) throws TreeFailure, InterruptedException {
        for (String service : reader.children(path)) {
            mappings.add(
                    "interface",
                    service,
                    "applications",
                    reader.text(path + "/" + service).orElse(""));
        }
    }

    /** What has no children, by its path under the first. */
    private void addLeaves(Listing listing, String kind, String path, String relative)
            throws TreeFailure, InterruptedException {
        List<String> children = reader.children(path);
        for (String child : children) {
            addLeaves(listing, kind, path + "/" + child, relative + "/" + child);
        }
        if (children.isEmpty() && !relative.isEmpty()) {
            int length = reader.text(path).map(String::length).orElse(0);
            listing.add(kind, relative.substring(1), "characters", length);
        }
    }
}
