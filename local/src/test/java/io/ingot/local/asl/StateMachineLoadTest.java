package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.core.failure.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMachineLoadTest {
  @Test
  void load_ofASoundDefinition_namesItsStatesInOrder() {
    StateMachine machine =
        Bench.machine(
            "{'Comment':'c','Version':'1.0','QueryLanguage':'JSONata','TimeoutSeconds':9,"
                + "'StartAt':'B','States':{"
                + "'B':{'Type':'Pass','Comment':'c','QueryLanguage':'JSONata','Next':'A'},"
                + "'A':{'Type':'Succeed'}}}");

    assertThat(machine.stateNames()).containsExactly("B", "A");
    assertThat(machine.definition().path("StartAt").textValue()).isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'InputPath':'$' | InputPath: this field belongs to JSONPath. Use Arguments, Output or"
            + " Assign.",
        "'HeartbeatSeconds':5 | HeartbeatSeconds: this field is not implemented here. Remove it.",
        "'QueryLanguage':'JSONPath' | QueryLanguage: it is not implemented (JSONPath). Write"
            + " JSONata.",
        "'TimeoutSeconds':0 | TimeoutSeconds: it is no whole number from 1 to 99999999 (0). Correct"
            + " it.",
        "'TimeoutSeconds':'9' | TimeoutSeconds: Step Functions takes this text literally (9). Let an"
            + " expression begin with {% and end with %}, without blanks outside.",
        "'Output':' {% 1 %}' | Output: Step Functions takes this text literally ( {% 1 %}). Let an"
            + " expression begin with {% and end with %}, without blanks outside.",
        "'Arguments':{'a':['{% 1 + %}']} | Arguments.a[0]: this is no JSONata ({% 1 + %}): Unexpected"
            + " end of expression. Correct the expression.",
        "'Output':'{%%}' | Output: this is no JSONata ({%%}): Unexpected end of expression. Correct"
            + " the expression.",
        "'Arguments':'{% $states.result %}' | Arguments: there is no such value here"
            + " ($states.result). Use one of [context, input].",
        "'Output':'{% $states.errorOutput %}' | Output: there is no such value here"
            + " ($states.errorOutput). Use one of [context, input, result].",
        "'Output':'{% $states %}' | Output: there is no such value here ($states). Use one of"
            + " [context, input, result].",
        "'Output':'{% $eval(`1`) %}' | Output: Step Functions has no function $eval. Use $parse for"
            + " JSON text.",
        "'Assign':{'a':1},'Output':'{% $b + $a %}' | Output: no state assigns this variable, and no"
            + " function has its name ($b). Assign it, or use one of [a].",
        "'Assign':{'$a':1} | Assign: this is no name for a variable ($a). Use up to 80 letters,"
            + " digits and _, no $, and not 'states'.",
        "'Assign':{'states':1} | Assign: this is no name for a variable (states). Use up to 80"
            + " letters, digits and _, no $, and not 'states'.",
        "'Assign':1 | Assign: it is no object (1). Write {~variable~: value}.",
        "'Retry':{} | Retry: it is no array ({}). Write a list.",
        "'Retry':[{}] | Retry[0].ErrorEquals: it names no error. Write a list of error names.",
        "'Retry':[{'ErrorEquals':[]}] | Retry[0].ErrorEquals: it names no error. Write a list of"
            + " error names.",
        "'Retry':[{'ErrorEquals':['States.Nope']}] | Retry[0].ErrorEquals: no state here reports this"
            + " reserved error, or nothing can take it (States.Nope). Remove it.",
        "'Retry':[{'ErrorEquals':['States.Runtime']}] | Retry[0].ErrorEquals: no state here reports"
            + " this reserved error, or nothing can take it (States.Runtime). Remove it.",
        "'Retry':[{'ErrorEquals':['E','States.ALL']}] | Retry[0].ErrorEquals: States.ALL must stand"
            + " alone and in the last entry ([E, States.ALL]). Move it there.",
        "'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['E']}] | Retry[0].ErrorEquals:"
            + " States.ALL must stand alone and in the last entry ([States.ALL]). Move it there.",
        "'Retry':[{'ErrorEquals':['E'],'BackoffRate':0.5}] | Retry[0].BackoffRate: it is no number"
            + " from 1.0 on (0.5). Correct it.",
        "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':5,'MaxDelaySeconds':5}] |"
            + " Retry[0].MaxDelaySeconds: it is not above IntervalSeconds (5 <= 5). Raise it.",
        "'Retry':[{'ErrorEquals':['E'],'JitterStrategy':'HALF'}] | Retry[0].JitterStrategy: it is"
            + " unknown (HALF). Write NONE or FULL.",
        "'Retry':[{'ErrorEquals':['E'],'MaxAttempts':-1}] | Retry[0].MaxAttempts: it is no whole"
            + " number from 0 to 99999999 (-1). Correct it.",
        "'Retry':[{'ErrorEquals':['E'],'Next':'T'}] | Retry[0].Next: this field is not implemented"
            + " here. Remove it.",
        "'Catch':[{'ErrorEquals':['E']}] | Catch[0].Next: this field is missing. Add it.",
        "'Comment':1 | Comment: it is no text (1). Write a string.",
      })
  void task_withAFieldThatDoesNotFit_isRefused(String fields, String problem) {
    assertThat(problems(() -> Bench.task("," + fields.replace('~', '\''))))
        .containsExactly("States.T." + problem.replace('~', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'Type':'Map','End':true | Type: this type is not implemented (Map). Use Task, Choice, Pass,"
            + " Wait, Succeed or Fail.",
        "'Type':'Parallel','End':true | Type: this type is not implemented (Parallel). Use Task,"
            + " Choice, Pass, Wait, Succeed or Fail.",
        "'End':true | Type: this field is missing. Add it.",
        "'Type':'Pass','Arguments':1,'End':true | Arguments: this field is not implemented here."
            + " Remove it.",
        "'Type':'Pass','Result':1,'End':true | Result: this field belongs to JSONPath. Use"
            + " Arguments, Output or Assign.",
        "'Type':'Pass','End':true,'Next':'T' | End: a state has either Next or End (both). Write"
            + " one.",
        "'Type':'Pass' | Next: a state has either Next or End (none). Write one.",
        "'Type':'Pass','End':false | End: it is not true (false). Write true, or Next.",
        "'Type':'Task','End':true | Resource: this field is missing. Add it.",
        "'Type':'Task','Resource':'{% `a` %}','End':true | Resource: it cannot be computed"
            + " ({% `a` %}). Write a constant.",
        "'Type':'Wait','End':true | Seconds: this field is missing. Add it.",
        "'Type':'Wait','Timestamp':'x','Seconds':1,'End':true | Timestamp: this field is not"
            + " implemented here. Remove it.",
        "'Type':'Succeed','End':true | End: this field is not implemented here. Remove it.",
        "'Type':'Fail','Error':5 | Error: it is no text (5). Write a string.",
        "'Type':'Choice' | Choices: there is no rule. Write at least one.",
        "'Type':'Choice','Choices':[{'Variable':'$.a','Condition':'{% true %}','Next':'T'}] |"
            + " Choices[0].Variable: this field is not implemented here. Remove it.",
        "'Type':'Choice','Choices':[{'Next':'T'}] | Choices[0].Condition: there is no expression ()."
            + " Write '{% … %}'.",
        "'Type':'Choice','Output':1,'Choices':[{'Condition':'{% true %}','Next':'T'}] | Default:"
            + " Output and Assign of the state count with it only. Add it.",
      })
  void state_thatDoesNotFit_isRefused(String fields, String problem) {
    assertThat(
            problems(
                () ->
                    Bench.machine(
                        "F",
                        "'F':{'Type':'Choice','Choices':[{'Condition':'{% true %}','Next':'T'}],"
                            + "'Default':'S'},'S':{'Type':'Succeed'},'T':{"
                            + fields
                            + "}")))
        .containsExactly("States.T." + problem.replace('`', '\''));
  }

  @Test
  void load_ofADefinitionWithManyFaults_reportsAllAtOnce() {
    assertThat(
            problems(
                () ->
                    Bench.machine(
                        """
                        {'Version':'2.0','Processor':1,'TimeoutSeconds':'9','StartAt':'X','States':{
                          'A':{'Type':'Pass','Next':'Nowhere'},
                          'B':{'Type':'Choice','Choices':[{'Condition':'{% true %}','Next':'A'}]}}}""")))
        .containsExactly(
            "Processor: this field is not implemented here. Remove it.",
            "QueryLanguage: it is not implemented (JSONPath). Write JSONata.",
            "Version: it is not implemented (2.0). Write 1.0.",
            "TimeoutSeconds: it is no whole number from 1 to 99999999 (\"9\"). Correct it.",
            "States.A: it leads to a state that does not exist (Nowhere). Use one of [A, B].",
            "States: no state ends the execution. Add Succeed, Fail or End.",
            "StartAt: no state has this name (X). Use one of [A, B].");
  }

  @Test
  void load_withAStateThatNothingLeadsTo_isRefused() {
    assertThat(
            problems(
                () -> Bench.machine("A", "'A':{'Type':'Succeed'},'B':{'Type':'Pass','Next':'A'}")))
        .containsExactly("States.B: no state leads here. Remove it, or lead to it.");
  }

  @Test
  void load_withoutStartOrStates_isRefused() {
    assertThat(problems(() -> Bench.machine("{'QueryLanguage':'JSONata'}")))
        .containsExactly(
            "StartAt: this field is missing. Add it.",
            "States: there is no state. Write {\"name\": {…}}.");
  }

  @Test
  void load_ofBrokenJson_saysTheLine() {
    assertThat(problems(() -> Bench.machine("{'a':1,\n'a':2}")))
        .containsExactly("definition, line 2: this is no JSON: Duplicate field 'a'.");
    assertThat(problems(() -> Bench.machine("[]")))
        .containsExactly(
            "definition: it is no JSON object. Write {\"StartAt\": …, \"States\": …}.");
  }

  @Test
  void substitutions_thatAreUsed_replaceTheirNames() {
    StateMachine machine =
        StateMachine.load(
            Bench.json(
                "{'QueryLanguage':'JSONata','StartAt':'P','States':{'P':{'Type':'Pass','End':true,"
                    + "'Output':['${Bucket}/x','{% `${Bucket}` %}']}}}"),
            Map.of("Bucket", "wo$rk"));

    assertThat(new Bench().run(machine, "{}").output()).hasToString("[\"wo$rk/x\",\"wo$rk\"]");
  }

  @Test
  void substitutions_missingOrSuperfluous_areRefused() {
    String json =
        Bench.json(
            "{'QueryLanguage':'JSONata','StartAt':'S','Comment':'${A}','States':{'S':{'Type':'Succeed'}}}");

    assertThat(problems(() -> StateMachine.load(json, Map.of("B", "b"))))
        .containsExactly(
            "${A}: it has no value. Add it to DefinitionSubstitutions.",
            "${B}: the definition does not mention it. Remove it from DefinitionSubstitutions.");
  }

  @Test
  void names_boundInAnExpression_areNoVariables() {
    ExpressionNames names =
        ExpressionNames.of(
            "/* $no */ ($a := $b; $map($states . input.x, function($v, $i) {$v / $c / $i});"
                + " 'text $no' & \"$no\" & `$no`; $match(x, /$no/); λ($l) {$l}; y@$f#$g; $; $$)");

    assertThat(names.used()).containsExactly("b", "map", "v", "c", "i", "match", "l");
    assertThat(names.bound()).containsExactly("a", "v", "i", "l", "f", "g");
    assertThat(names.stateFields()).containsExactly("input");
  }

  private static List<String> problems(Runnable load) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, load::run);
    List<String> lines = refused.getMessage().lines().toList();
    int count = lines.size() - 1;
    assertThat(lines.get(0))
        .isEqualTo(
            "Cannot load the state machine: " + count + (count == 1 ? " problem." : " problems."));
    return lines.subList(1, lines.size());
  }
}
