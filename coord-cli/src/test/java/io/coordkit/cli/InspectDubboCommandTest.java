package io.coordkit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;

class InspectDubboCommandTest extends InspectTest {
    private static final String PROVIDER =
            "dubbo://user:secret@10.0.0.1:20880/com.foo.Bar?application=shop&group=red&interface=com.foo.Bar&release=3.3.5&version=1.0.0";

    InspectDubboCommandTest() {
        super("dubbo");
    }

    @Test
    void showsServicesAndApplicationsAndWhatIsNeither() throws Exception {
        register("providers", PROVIDER);
        register("consumers", "consumer://10.0.0.9/com.foo.Bar?application=web&interface=com.foo.Bar");
        register("configurators", "override://0.0.0.0/com.foo.Bar?enabled=false&timeout=100");
        create("/dubbo/com.foo.Bar/providers/not a url", "");
        create("/dubbo/mapping/com.foo.Bar", "shop");
        create("/dubbo/metadata/com.foo.Bar/1.0.0/red/provider/shop", "{}");
        create("/dubbo/config/dubbo/shop.condition-router", "enabled: true");
        create("/services/shop/10.0.0.1:20880", "{\"address\":\"10.0.0.1\",\"port\":20880}");
        create("/services/shop/damaged", "10.0.0.1");
        create("/services/shop/a list", "[]");

        assertThat(inspect().out())
                .contains("registry  /dubbo")
                .containsPattern("com.foo.Bar +1 +1 +1 +0\\R")
                .containsPattern("red/com.foo.Bar:1.0.0 +10.0.0.1:20880 +dubbo +shop +3.3.5\\R")
                .containsPattern("com.foo.Bar +10.0.0.9 +web +-\\R")
                .containsPattern("com.foo.Bar +configurators +override +0.0.0.0 +false\\R")
                .containsPattern("shop +10.0.0.1:20880 +10.0.0.1:20880 +0\\R")
                .containsPattern("com.foo.Bar +shop\\R")
                .containsPattern("com.foo.Bar/1.0.0/red/provider/shop +2\\R")
                .containsPattern("dubbo/shop.condition-router +13\\R")
                .containsPattern("/dubbo/com.foo.Bar/providers/not a url +no URL\\R")
                .containsPattern("/services/shop/damaged +not JSON: ")
                .containsPattern("/services/shop/a list +no JSON object\\R")
                .doesNotContain("secret");
        JsonNode json = inspect("--json").json();
        assertThat(json.get("providers").get(0).get("address").asText()).isEqualTo("10.0.0.1:20880");
        assertThat(json.get("unreadable")).hasSize(3);
        assertThat(json.toString()).doesNotContain("secret");
    }

    @Test
    void aRegistryWithAGroupHasItsApplicationsInIt() throws Exception {
        create("/second/com.foo.Bar/providers/" + URLEncoder.encode(PROVIDER, UTF_8), "");
        create("/second/shop/10.0.0.1:20880", "{\"address\":\"10.0.0.1\",\"port\":20880}");

        JsonNode json = inspect("--root", "/second", "--json").json();
        assertThat(json.get("services")).hasSize(1);
        assertThat(json.get("applications").get(0).get("application").asText()).isEqualTo("shop");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(inspect().out()).contains("no Dubbo at /dubbo nor /services");
        CommandLineRun run = inspect("--root", "dubbo");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Path must start with / character");
    }

    private void register(String category, String url) throws Exception {
        create("/dubbo/com.foo.Bar/" + category + "/" + URLEncoder.encode(url, UTF_8), "10.0.0.1");
    }
}
