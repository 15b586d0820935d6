package io.coordkit.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are paths: the reference's own check is the judge. */
class PathRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/b", "/...", "/a.b", "/.a", "/ ", "/\u00a0", "/\ud7ff", "/\uf900", "/\uffef"})
    void valid(String path) {
        assertThat(PathRules.isValid(path)).isTrue();
        assertThat(reference(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//",
                "/a/",
                "/a//b",
                "/.",
                "/..",
                "/a/.",
                "/a/../b",
                "/./a",
                "/\0",
                "/\u0001",
                "/\u001f",
                "/\u007f",
                "/\u009f",
                "/\ud800",
                "/\uf8ff",
                "/\ufff0",
                "/\uffff",
                "/a\ud83d\ude00"
            })
    void invalid(String path) {
        assertThat(PathRules.isValid(path)).isFalse();
        assertThat(reference(path)).isFalse();
    }

    @Test
    void everyCharacterIsJudgedAsByTheReference() {
        for (int c = 0; c <= 0xffff; c++) {
            for (String path : new String[] {"/" + (char) c, "/a" + (char) c + "b", "/a/" + (char) c + "/b"}) {
                if (PathRules.isValid(path) != reference(path)) {
                    assertThat(PathRules.isValid(path)).as("U+%04x", c).isEqualTo(reference(path));
                }
            }
        }
    }

    @Test
    void randomTextsAreJudgedAsByTheReference() {
        Random random = new Random(1);
        String alphabet = "/./a.\0\u007f\ue000";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "/" : "");
            for (int j = random.nextInt(7); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String path = text.toString();
            if (PathRules.isValid(path) != reference(path)) {
                assertThat(PathRules.isValid(path)).as(path).isEqualTo(reference(path));
            }
        }
    }

    @Test
    void parents() {
        assertThat(PathRules.parentOf("/a")).isEmpty();
        assertThat(PathRules.parentOf("/a/b")).isEqualTo("/a");
        assertThat(PathRules.parentOf("/a/")).isEqualTo("/a");
        assertThat(PathRules.parentOf("/")).isEmpty();
    }

    private static boolean reference(String path) {
        try {
            PathUtils.validatePath(path);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
