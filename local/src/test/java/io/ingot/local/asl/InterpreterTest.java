package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private final Bench bench = new Bench();

  @Test
  void task_withoutFields_passesInputInAndResultOut() {
    bench.answers("{\"n\":1}");

    ExecutionResult result = bench.run(Bench.task(""), "{'a':1}");

    assertThat(bench.calls).extracting(Object::toString).containsExactly("{\"a\":1}");
    assertThat(result.output()).hasToString("{\"n\":1}");
    assertThat(result.events()).isEqualTo(6);
  }

  @Test
  void task_withArgumentsAndOutput_evaluatesExpressionsAnywhereInThem() {
    bench.answers("{\"Payload\":{\"count\":7}}");

    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Arguments':{'fixed':1,'list':['{% $states.input.a %}',{'deep':'{% `x` & `y` %}'}]},"
                    + "'Output':{'count':'{% $states.result.Payload.count %}','a':'{% $states.input.a %}'}"),
            "{'a':1}");

    assertThat(bench.calls)
        .extracting(Object::toString)
        .containsExactly("{\"fixed\":1,\"list\":[1,{\"deep\":\"xy\"}]}");
    assertThat(result.output()).hasToString("{\"count\":7,\"a\":1}");
  }

  @Test
  void assign_inOneState_seesTheValuesOfBefore() {
    StateMachine machine =
        Bench.machine(
            "One",
            """
            'One':{'Type':'Pass','Assign':{'a':1,'b':2},'Next':'Two'},
            'Two':{'Type':'Pass','Assign':{'a':'{% $b %}','b':'{% $a %}'},'Output':'{% [$a, $b] %}',
                   'Next':'Three'},
            'Three':{'Type':'Pass','Output':'{% [$a, $b] %}','End':true}""");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(bench.log).contains("-Two [1,2]");
    assertThat(result.output()).hasToString("[2,1]");
  }

  @Test
  void catcher_whenItFires_skipsTheStatesOwnAssignAndOutput() {
    bench.fails("Boom");
    StateMachine machine =
        Bench.machine(
            "Set",
            """
            'Set':{'Type':'Pass','Assign':{'v':'before'},'Next':'T'},
            'T':{'Type':'Task','Resource':'test:call','Assign':{'v':'own'},'Output':'own','End':true,
                 'Catch':[{'ErrorEquals':['Other'],'Next':'C'},
                          {'ErrorEquals':['Boom'],'Next':'C',
                           'Assign':{'e':'{% $states.errorOutput.Error %}'},
                           'Output':{'why':'{% $states.errorOutput.Cause %}'}}]},
            'C':{'Type':'Pass','Output':['{% $v %}','{% $e %}','{% $states.input.why %}'],'End':true}""");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(result.output()).hasToString("[\"before\",\"Boom\",\"because\"]");
  }

  @Test
  void catcher_whoseOwnExpressionFails_failsTheExecution() {
    bench.fails("Boom");
    StateMachine machine =
        Bench.machine(
            "T",
            """
            'T':{'Type':'Task','Resource':'test:call','End':true,
                 'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C','Output':'{% $states.input.no %}'}]},
            'C':{'Type':'Succeed'}""");

    assertThat(bench.run(machine, "{}").error()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void queryEvaluationError_ofOutput_isCaughtByName() {
    StateMachine machine =
        Bench.machine(
            "T",
            """
            'T':{'Type':'Task','Resource':'test:call','Output':'{% $states.result.no %}','End':true,
                 'Catch':[{'ErrorEquals':['States.QueryEvaluationError'],'Next':'C'}]},
            'C':{'Type':'Pass','Output':'{% $states.input.Cause %}','End':true}""");

    assertThat(bench.run(machine, "{}").output().textValue())
        .isEqualTo(
            "Cannot evaluate the JSONata expression '$states.result.no': the expression is"
                + " undefined.");
  }

  @Test
  void choice_withSeveralTrueRules_takesTheFirstWithItsOwnAssignAndOutput() {
    StateMachine machine =
        Bench.machine(
            "Which",
            """
            'Which':{'Type':'Choice','Default':'Show','Assign':{'w':'default'},'Output':'d','Choices':[
              {'Condition':'{% $states.input.n > 5 %}','Next':'Show','Assign':{'w':'large'},'Output':'l'},
              {'Condition':'{% $states.input.n > 1 %}','Next':'Show','Assign':{'w':'medium'}}]},
            'Show':{'Type':'Pass','Output':['{% $w %}','{% $states.input %}'],'End':true}""");

    assertThat(bench.run(machine, "{'n':9}").output()).hasToString("[\"large\",\"l\"]");
    assertThat(bench.run(machine, "{'n':3}").output()).hasToString("[\"medium\",{\"n\":3}]");
    assertThat(bench.run(machine, "{'n':0}").output()).hasToString("[\"default\",\"d\"]");
  }

  @Test
  void choice_withoutMatchAndDefault_failsTheExecution() {
    StateMachine machine =
        Bench.machine(
            "Which",
            """
            'Which':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.a %}','Next':'S'}]},
            'S':{'Type':'Succeed'}""");

    ExecutionResult none = bench.run(machine, "{'a':false}");
    ExecutionResult noBoolean = bench.run(machine, "{'a':'yes'}");

    assertThat(none.error()).isEqualTo("States.NoChoiceMatched");
    assertThat(none.cause())
        .isEqualTo("Cannot leave the state Which: no rule matches. Add a Default.");
    assertThat(noBoolean.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(noBoolean.cause())
        .isEqualTo("Cannot use Condition: its expression must give a boolean (\"yes\").");
  }

  @Test
  void fail_withExpressions_endsWithErrorAndCause() {
    StateMachine machine =
        Bench.machine(
            "F",
            "'F':{'Type':'Fail','Error':'{% $states.input.e %}','Cause':'{% `at ` & $now() %}'}");

    ExecutionResult result = bench.run(machine, "{'e':'Held'}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(result.error()).isEqualTo("Held");
    assertThat(result.cause()).isEqualTo("at 2026-01-01T00:00:00.000Z");
    assertThat(result.output().isNull()).isTrue();
  }

  @Test
  void succeed_withOutput_endsWithIt() {
    StateMachine machine =
        Bench.machine("S", "'S':{'Type':'Succeed','Output':{'n':'{% $states.input.n + 1 %}'}}");

    assertThat(bench.run(machine, "{'n':1}").output()).hasToString("{\"n\":2}");
  }

  @Test
  void wait_withConstantOrExpression_pausesThatLong() {
    StateMachine machine =
        Bench.machine(
            "W",
            """
            'W':{'Type':'Wait','Seconds':30,'Next':'V'},
            'V':{'Type':'Wait','Seconds':'{% $states.input.s %}','End':true}""");

    ExecutionResult result = bench.run(machine, "{'s':5}");

    assertThat(bench.pacer.pauses).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(5));
    assertThat(result.output()).hasToString("{\"s\":5}");
    assertThat(bench.run(machine, "{'s':-1}").cause())
        .isEqualTo(
            "Cannot use Seconds: its expression must give a whole number from 0 to 99999999 (-1).");
  }

  @Test
  void taskTimeout_constantOrComputed_reachesTheIntegrationAndStopsAnOverrun() {
    bench.takes(Duration.ofSeconds(11));
    ExecutionResult late = bench.run(Bench.task(",'TimeoutSeconds':10"), "{}");
    bench.takes(Duration.ofSeconds(10));
    ExecutionResult inTime =
        bench.run(Bench.task(",'TimeoutSeconds':'{% $states.input.t %}'"), "{'t':10}");

    assertThat(bench.contexts)
        .extracting(TaskContext::timeout)
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
    assertThat(late.error()).isEqualTo("States.Timeout");
    assertThat(late.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(late.cause())
        .isEqualTo(
            "Cannot use the result of state T: the task took longer than its TimeoutSeconds"
                + " (PT11S > PT10S).");
    assertThat(inTime.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
  }

  @Test
  void executionTimeout_inAWait_endsAtTheDeadline() {
    StateMachine machine =
        Bench.machine(
            "{'QueryLanguage':'JSONata','TimeoutSeconds':20,'StartAt':'W','States':{"
                + "'W':{'Type':'Wait','Seconds':30,'End':true}}}");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
    assertThat(result.error()).isEqualTo("States.Timeout");
    assertThat(result.cause())
        .isEqualTo("Cannot finish the execution: it takes longer than its TimeoutSeconds (20).");
    assertThat(bench.pacer.pauses).containsExactly(Duration.ofSeconds(20));
  }

  @Test
  void executionTimeout_inATask_cannotBeRetriedOrCaught() {
    bench.takes(Duration.ofSeconds(20));
    StateMachine machine =
        Bench.machine(
            "{'QueryLanguage':'JSONata','TimeoutSeconds':20,'StartAt':'T','States':{"
                + "'T':{'Type':'Task','Resource':'test:call','TimeoutSeconds':50,'End':true,"
                + "'Retry':[{'ErrorEquals':['States.ALL']}]}}}");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.TIMED_OUT);
    assertThat(bench.contexts)
        .extracting(TaskContext::timeout)
        .containsExactly(Duration.ofSeconds(20));
  }

  @Test
  void history_ofAnEndlessLoop_failsTheExecutionWhenItIsFull() {
    StateMachine machine =
        Bench.machine(
            "P",
            """
            'P':{'Type':'Choice','Choices':[{'Condition':'{% false %}','Next':'S'}],'Default':'P'},
            'S':{'Type':'Succeed'}""");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(result.error()).isEqualTo("States.Runtime");
    assertThat(result.cause())
        .isEqualTo("Cannot go on with the execution: its history is full (25000 events).");
    assertThat(result.events()).isEqualTo(25_000);
  }

  @Test
  void size_ofInputAndVariables_isLimited() {
    StateMachine machine =
        Bench.machine(
            "P",
            "'P':{'Type':'Pass','End':true,'Output':1,"
                + "'Assign':{'v':'{% $states.input & $states.input %}'}}");

    assertThat(bench.run(machine, "'ab'").output()).hasToString("1");
    assertThat(bench.run(machine, "'" + "x".repeat(150_000) + "'").cause())
        .startsWith("Cannot carry the variable v: it is too large (300002 bytes");
    assertThat(bench.run(machine, "'" + "x".repeat(Limits.PAYLOAD_BYTES) + "'").error())
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void context_tellsExecutionStateAndMachine() {
    StateMachine machine = Bench.output("'{% $states.context %}'");

    assertThat(bench.run(machine, "{'a':1}").output())
        .hasToString(
            Bench.json(
                "{'Execution':{'Id':'arn:aws:states:local:000000000000:execution:medallion:e-1',"
                    + "'Name':'e-1','Input':{'a':1},'StartTime':'2026-01-01T00:00:00Z',"
                    + "'RedriveCount':0},"
                    + "'State':{'Name':'P','EnteredTime':'2026-01-01T00:00:00Z','RetryCount':0},"
                    + "'StateMachine':{'Id':"
                    + "'arn:aws:states:local:000000000000:stateMachine:medallion',"
                    + "'Name':'medallion'}}"));
  }

  @Test
  void task_isToldWhoCallsIt() {
    bench.run(Bench.task(""), "{}");

    assertThat(bench.contexts)
        .containsExactly(
            new TaskContext(
                "arn:aws:states:local:000000000000:execution:medallion:e-1",
                "T",
                0,
                Duration.ZERO));
  }

  @Test
  void workflow_thatLoopsOverTwoResources_carriesVariablesFromRoundToRound() {
    StateMachine machine =
        Bench.machine(
            "Plan",
            """
            'Plan':{'Type':'Task','Resource':'lambda','Arguments':{'Payload':{'round':'{% $states.input.round %}'}},
                    'Assign':{'plan':'{% $states.result.Payload %}'},'Output':'{% $states.result.Payload %}',
                    'Next':'Work?'},
            'Work?':{'Type':'Choice','Default':'Done',
                     'Choices':[{'Condition':'{% $plan.work %}','Next':'Bronze'}]},
            'Bronze':{'Type':'Task','Resource':'job.sync','Output':{'round':'{% $plan.round + 1 %}'},
                      'Arguments':{'ClientToken':'{% $hash($states.context.Execution.Name & $string($plan.round), `SHA-256`) %}'},
                      'Next':'Plan'},
            'Done':{'Type':'Succeed','Output':{'rounds':'{% $plan.round %}'}}""");
    Integration lambda =
        (arguments, context) -> {
          int round = arguments.path("Payload").path("round").intValue();
          return Json.tree(Map.of("Payload", Map.of("round", round, "work", round < 3)));
        };
    List<String> tokens = new ArrayList<>();
    Integration job =
        (arguments, context) -> {
          tokens.add(arguments.path("ClientToken").textValue());
          return Json.tree(Map.of());
        };

    ExecutionResult result =
        new Interpreter(machine, Map.of("lambda", lambda, "job.sync", job), bench.pacer)
            .run(
                ExecutionRequest.of(
                    "medallion", "e-1", Json.tree(Map.of("round", 1)), ManualPacer.START),
                ExecutionListener.NONE);

    assertThat(result.output()).hasToString("{\"rounds\":3}");
    assertThat(tokens).hasSize(2).doesNotHaveDuplicates().allMatch(token -> token.length() == 64);
    // 1 for the start; 3 rounds of Plan (5) and Work? (2); 2 of Bronze (6); Done (2).
    assertThat(result.events()).isEqualTo(1 + 3 * (5 + 2) + 2 * 6 + 2);
  }

  @Test
  void interpreter_withoutIntegrationOfAResource_isRefused() {
    assertThatThrownBy(() -> new Interpreter(Bench.task(""), Map.of(), bench.pacer))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot load the state machine: 1 problem.\n"
                + "States.T.Resource: nothing stands behind it here (test:call). Add an"
                + " integration.");
  }
}
