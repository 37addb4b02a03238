package dev.pollux.future;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What core may use, one test per rule. */
class DependencyRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pollux");

    @Test
    void classes_useTheJdkAndItselfAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.pollux..", "java..", "org.jspecify.annotations"))
                .check(MAIN);
    }

    @Test
    void module_requiresJavaBaseAlone() {
        Module core = Future.class.getModule();

        assertThat(core.isNamed()).isTrue();
        assertThat(core.getDescriptor().requires().stream()
                        .filter(each -> !each.modifiers().contains(Requires.Modifier.STATIC))
                        .map(Requires::name))
                .containsExactly("java.base");
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.pollux.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void publicFields_areFinal() {
        fields().that().arePublic().should().beFinal().check(MAIN);
    }

    @Test
    void classes_useNoThreads() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pollux.internal") // where defects are reported
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(LockSupport.class)
                .check(MAIN);
    }
}
