package io.coordkit.cli.inspect;

import io.coordkit.cli.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A view that is nothing but lists under a line that says what of.
 *
 * @param head for a person
 * @param listings for both; in JSON each is there, empty or not
 */
record Listings(String head, List<Listing> listings) implements View {

    @Override
    public List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        listings.forEach(listing -> lines.addAll(listing.lines(limit)));
        return lines;
    }

    @Override
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        listings.forEach(listing -> json.put(listing.name(), listing.rows()));
        return Json.line(json);
    }
}
