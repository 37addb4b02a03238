package dev.pollux.io.linux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of this module, one test per rule. */
class DependencyRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pollux.io.linux");

    @Test
    void module_dependsOnTheSeamsOfTheRuntimeAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.pollux.io.linux",
                        "dev.pollux.runtime.spi",
                        "dev.pollux.runtime.io", // exported to this module
                        "dev.pollux.future",
                        "java..",
                        "jdk.net", // the credentials of a peer have no other type
                        "org.jspecify.."))
                .check(MAIN);
    }

    @Test
    void provider_isAllThatOthersSee() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("EpollProvider")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }
}
