package dev.pollux.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of this module, one test per rule. */
class DependencyRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pollux.test");

    @Test
    void module_usesWhatUsersMayUse() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pollux.runtime.task..",
                        "dev.pollux.runtime.schedule..",
                        "dev.pollux.runtime.time..",
                        "dev.pollux.runtime.io..",
                        "dev.pollux.runtime.blocking..")
                .check(MAIN);
    }

    @Test
    void module_dependsOnlyOnTheRuntimeAndJUnit() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pollux..", "java..", "org.jspecify..", "org.junit..")
                .check(MAIN);
    }

    @Test
    void polled_needsNoTestFramework() {
        noClasses()
                .that()
                .haveSimpleName("Polled")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "dev.pollux.runtime..")
                .check(MAIN);
    }
}
