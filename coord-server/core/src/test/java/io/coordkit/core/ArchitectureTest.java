package io.coordkit.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.coordkit.core.replica.Replica;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The core is pure: the same inputs give the same effects on every machine. Each rule is also run on classes planted in the
 * test sources that break it, because a rule that cannot fail protects nothing.
 */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Replica.class.getProtectionDomain().getCodeSource().getLocation());
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("io.coordkit.planted");

    private static final Map<Class<?>, Set<String>> AMBIENT = Map.of(
            System.class,
                    Set.of(
                            "nanoTime",
                            "currentTimeMillis",
                            "getProperty",
                            "getProperties",
                            "getenv",
                            "identityHashCode",
                            "exit"),
            Instant.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            UUID.class, Set.of("randomUUID"),
            Math.class, Set.of("random"),
            Collectors.class, Set.of("toSet", "toMap", "groupingBy"));

    @Test
    void theCoreIsThere() {
        assertThat(CORE.size()).isGreaterThan(90);
        assertThat(CORE.contain("io.coordkit.core.replica.Replica")).isTrue();
    }

    @Test
    void touchesNoFileSocketOrThread() {
        holds(
                noClasses()
                        .should(dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net..",
                                "java.util.concurrent.."))),
                5);
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class), 1);
    }

    @Test
    void takesNoTimeChanceOrSettingFromItsSurroundings() {
        holds(noClasses().should().accessTargetWhere(isAmbient()), 6);
        holds(
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                DescribedPredicate.describe("draw lots", type -> type.isAssignableTo(Random.class))),
                1);
    }

    @Test
    void iteratesOverNothingWithoutAnOrder() {
        holds(noClasses().should().accessTargetWhere(makesUnordered()), 3);
    }

    @Test
    void sharesNoMutableState() {
        holds(
                noFields()
                        .that()
                        .areStatic()
                        .and(DescribedPredicate.describe(
                                "are ours", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                        .should()
                        .notBeFinal(),
                1);
    }

    @Test
    void dependsOnTheJdkAndJSpecifyOnly() {
        holds(
                classes()
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "javax.security.auth.x500",
                                "org.jspecify.annotations",
                                "io.coordkit.core..",
                                "io.coordkit.planted..")),
                1);
    }

    @Test
    void hasNoCirclesOfPackages() {
        holds(slices().matching("io.coordkit.[core|planted].(*)..").should().beFreeOfCycles(), 1);
    }

    /** The rule holds in the core, and finds the planted offences, at least so many. */
    private static void holds(ArchRule rule, int planted) {
        rule.check(CORE);
        assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
                .as("offences planted against: %s", rule.getDescription())
                .hasSizeGreaterThanOrEqualTo(planted);
    }

    private static DescribedPredicate<JavaAccess<?>> isAmbient() {
        return DescribedPredicate.describe("ask the surroundings", access -> {
            for (Map.Entry<Class<?>, Set<String>> entry : AMBIENT.entrySet()) {
                if (access.getTargetOwner().isEquivalentTo(entry.getKey())
                        && entry.getValue().contains(access.getTarget().getName())) {
                    return true;
                }
            }
            return false;
        });
    }

    private static DescribedPredicate<JavaAccess<?>> makesUnordered() {
        return DescribedPredicate.describe("make a HashMap or HashSet", access -> {
            JavaClass owner = access.getTargetOwner();
            return access.getTarget().getName().equals("<init>")
                    && (owner.isEquivalentTo(HashMap.class) || owner.isEquivalentTo(HashSet.class));
        });
    }
}
