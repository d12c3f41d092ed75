package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataTest {
  private final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 + 1 | 2",
        "4 / 2 | 2",
        "$states.input.one | 1",
        "$states.input.half | 0.5",
        "$states.input.big + 1 | 12345678902",
        "1e3 | 1000",
        "$sum([1.5, 1.5]) | 3",
        "null | null",
        "$states.input.none | null",
        "{`a`: $states.input.none} | {'a':null}",
        "[] | []",
        "[1..3] | [1,2,3]",
        "$states.input.single | [1]",
        "$states.input.single[0] | 1",
        "$exists($states.input.missing) | false",
        "($x := 2; $x * 3) | 6",
        "$map([1, 2], function($v, $i) {$v + $i}) | [1,3]",
        "$states.input.list[v > 1].v | 2",
        "$partition([1, 2, 3, 4, 5], 2) | [[1,2],[3,4],[5]]",
        "$range(0, 10, 5) | [0,5,10]",
        "$range(3, 1, -1) | [3,2,1]",
        "$hash(`abc`, `MD5`) | '900150983cd24fb0d6963f7d28e17f72'",
        "$hash(`abc`, `SHA-1`) | 'a9993e364706816aba3e25717850c26c9cd0d89d'",
        "$hash(`abc`, `SHA-256`) |"
            + " 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'",
        "$length($hash(`abc`, `SHA-384`)) | 96",
        "$length($hash(`abc`, `SHA-512`)) | 128",
        "$parse($states.input.json) | {'a':[1,null]}",
        "$map($states.input.jsons, $parse) | [1,2]",
        "$random() | 0.5",
        "$random(7) = $random(7) | true",
        "$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/) | true",
        "$millis() | 1767225600000",
        "$now() | '2026-01-01T00:00:00.000Z'",
        "$now(`[Y0001]-[M01]`) | '2026-01'",
      })
  void expression_evaluated_givesItsValue(String expression, String expected) {
    String input =
        "{'one':1.0,'half':0.5,'big':12345678901,'none':null,'single':[1],"
            + "'list':[{'v':1},{'v':2}],'json':'{\\'a\\':[1,null]}','jsons':['1','2']}";

    ExecutionResult result = bench.run(Bench.output("'{% " + expression + " %}'"), input);

    assertThat(result.cause()).isEmpty();
    assertThat(result.output()).hasToString(Bench.json(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.missing",
        "$",
        "missing",
        "$error(`no`)",
        "$parse(`{`)",
        "$hash(`abc`, `CRC`)",
        "$hash(`abc`)",
        "$partition([1], 0)",
        "$range(1, 2, 0)",
        "$states.input.a + 1",
        "1 / 0",
        "function($x) {$x}",
        "$sum",
        "$uppercase(5)",
        "$parse($states.input.missing)",
        "($f := function($n) {1 + $f($n + 1)}; $f(1))",
      })
  void expression_failingOrUndefined_isAQueryEvaluationError(String expression) {
    ExecutionResult result = bench.run(Bench.output("'{% " + expression + " %}'"), "{'a':'text'}");

    assertThat(result.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(result.cause())
        .startsWith("Cannot evaluate the JSONata expression '" + Bench.json(expression) + "': ");
  }

  @Test
  void variable_holdingNull_isDefined() {
    StateMachine machine =
        Bench.machine(
            "A",
            """
            'A':{'Type':'Pass','Assign':{'n':null},'Next':'B'},
            'B':{'Type':'Pass','Output':'{% [$n, $n = null] %}','End':true}""");

    assertThat(bench.run(machine, "{}").output()).hasToString("[null,true]");
  }

  @Test
  void text_withoutDelimiters_isLiteral() {
    assertThat(bench.run(Bench.output("'$states.input'"), "{}").output())
        .hasToString("\"$states.input\"");
  }
}
