package dev.pollux.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of the compiler, one test per rule. */
class DependencyRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pollux.compiler");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.pollux.compiler.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void weaver_knowsNothingOfJavac() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.pollux.compiler.analyse..", "dev.pollux.compiler.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.source..", "javax.lang.model..", "javax.annotation.processing..")
                .check(MAIN);
    }

    @Test
    void checks_knowNothingOfBytecode() {
        noClasses()
                .that()
                .resideInAPackage("dev.pollux.compiler.check..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(MAIN);
    }

    @Test
    void compiler_usesNoInternalsOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.tools..", "sun..", "jdk.internal..")
                .check(MAIN);
    }

    @Test
    void compiler_doesNotLoadTheLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pollux.future..", "dev.pollux.runtime..")
                .check(MAIN);
    }
}
