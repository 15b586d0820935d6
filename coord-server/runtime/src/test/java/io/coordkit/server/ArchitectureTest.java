package io.coordkit.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom in the runtime, and where threads may share. Each rule is also run on classes planted in the test sources
 * that break it.
 */
class ArchitectureTest {
    private static final JavaClasses RUNTIME = new ClassFileImporter()
            .importUrl(CoordServer.class.getProtectionDomain().getCodeSource().getLocation());
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("io.coordkit.planted");

    @Test
    void packagesHaveNoCircles() {
        assertThat(RUNTIME.size()).isGreaterThan(20);
        holds(slices().matching("io.coordkit.[server|planted].(*)..").should().beFreeOfCycles());
    }

    @Test
    void configurationKnowsNobodyWhoUsesIt() {
        holds(noClasses()
                .that()
                .resideInAPackage("..config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.coordkit.[server|planted].[client|runtime|storage]"));
    }

    /** Counters that a console may read, and the log writer's three flags: one writer each, argued where they stand. */
    @Test
    void volatileFieldsAreFew() {
        holds(noFields()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("ForceMeter")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("LogWriter")
                .should()
                .haveModifier(JavaModifier.VOLATILE));
    }

    /**
     * Connections are counted by the loops of all of them; ports move on a thread of their own, and seldom; free ones are
     * looked for before a server starts.
     */
    @Test
    void synchronizedMethodsAreFewer() {
        holds(noMethods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("ConnectionLimits")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("OwnPorts")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("FreePorts")
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotContaining("ClientListener")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED));
    }

    private static void holds(ArchRule rule) {
        rule.check(RUNTIME);
        assertThat(rule.evaluate(PLANTED).hasViolation())
                .as("finds the planted offence: %s", rule.getDescription())
                .isTrue();
    }
}
