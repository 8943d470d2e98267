using System.Collections.Immutable;
using System.Text;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;

namespace Carelake.Tests.Fhir.FhirPath;

public sealed class FhirPathExpressionTests
{
    private const string Observation = """
        {"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
         "effectiveDateTime":"2024-03-01T10:00:00+01:00","subject":{"reference":"Patient/p"},
         "valueQuantity":{"value":72.50,"unit":"beats","system":"http://unitsofmeasure.org","code":"/min"},
         "component":[{"code":{"text":"a"},"valueInteger":1},{"code":{"text":"b"},"valueString":"x"}]}
        """;

    [Theory]
    [InlineData("value.value", "72.50")]
    [InlineData("component.value.ofType(integer)", "1")]
    [InlineData("component[1].value", "x")]
    [InlineData("component.select($index)", "0,1")]
    [InlineData("component.where(code.text = 'b').value", "x")]
    [InlineData("(1 | 2 | 3).aggregate($this * 2 + $total, 0)", "12")]
    [InlineData("%resource.id", "o")]
    [InlineData("code.coding.exists(system = %loinc)", "true")]
    [InlineData("37 'Cel' = 98.6 '[degF]'", "true")]
    [InlineData("1 '[in_i]' = 2.54 'cm'", "true")]
    [InlineData("5 'mmol/L' > 4 'umol/mL'", "true")]
    [InlineData("120 'mm[Hg]'.toQuantity('kPa').value.round(2)", "16.00")]
    [InlineData("1 year = 1 'a'", "")]
    [InlineData("1 year ~ 1 'a'", "true")]
    [InlineData("1 year = 12 months", "true")]
    [InlineData("2 'cm' * 3 'm' = 0.06 'm2'", "true")]
    [InlineData("1 'm/0' = 1 'm'", "")]
    [InlineData("1 '0' = 1 '/0'", "")]
    [InlineData("@2014 + 24 months", "2016")]
    [InlineData("@2024-01-31 + 1 month", "2024-02-29")]
    [InlineData("@T23:30 + 90 minutes", "01:00")]
    [InlineData("effective.toDate()", "2024-03-01")]
    [InlineData("effective = @2024-03-01T09:00:00Z", "true")]
    [InlineData("2147483647 + 1", "")]
    [InlineData("'a' & {} & 'b'", "ab")]
    [InlineData("component.value.type().name", "integer,string")]
    [InlineData("subject.resolve().id", "p")]
    [InlineData("code.memberOf('http://example.org/set')", "true")]
    [InlineData("%given", "yes")]
    [InlineData("('c' | 'a' | 'b').sort(-$this)", "c,b,a")]
    [InlineData("1.toString().matches('^(?=1)1$')", "true")]
    [InlineData(@"'\uD800'.escape('json')", "")]
    [InlineData("'a-b'.replaceMatches('([a-z])-([a-z])', '$2-$1$$')", "b-a$")]
    [InlineData("'a,b,'.split(',').count()", "3")]
    [InlineData("(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12).aggregate($total * $total, 1 'm').exists()", "false")]
    [InlineData("(1 | 'b' | true | @2015 | 2.5 | 'a' | @2015-01 | 7 | 'c' | 1 'mg' | 2 'cm' | @T10:00 | 3 | 'd' | false | 9 | 'e' | @2014 | 0).sort().count()", "19")]
    public void Gives(string expression, string expected)
    {
        using var document = Document(Observation);
        using var patient = Document("""{"resourceType":"Patient","id":"p"}""");
        var environment = FhirPathEnvironment.Empty with
        {
            Resolve = (reference, _) => reference == "Patient/p" ? patient.Root : default,
            MemberOf = (_, set) => set == "http://example.org/set",
            Variables = ImmutableDictionary<string, ImmutableArray<FhirPathValue>>.Empty.Add("given", [new FhirPathValue("yes")]),
        };

        var result = FhirPathExpression.Parse(expression).Value!.Evaluate(document.Root, environment);

        result.Error.ShouldBeNull();
        string.Join(',', result.Items.Select(item => item.Text)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a.", "FHIR-0600", "character 3")]
    [InlineData("'open", "FHIR-0600", "character 1")]
    [InlineData("a # b", "FHIR-0600", "character 3")]
    [InlineData("nothing()", "FHIR-0602", "character 1")]
    [InlineData("name.first(1)", "FHIR-0602", "character 6")]
    public void A_malformed_expression_is_refused_with_its_place(string expression, string code, string place)
    {
        var parsed = FhirPathExpression.Parse(expression);

        parsed.Value.ShouldBeNull();
        parsed.Issues.ShouldHaveSingleItem().Code.ShouldBe(code);
        parsed.Issues[0].Location.ShouldBe(place);
    }

    [Theory]
    [InlineData("component.code = component.code and component.value.toInteger() = 1", "FHIR-0610")]
    [InlineData("'a' - 'b'", "FHIR-0611")]
    [InlineData("value is Nothing", "FHIR-0612")]
    [InlineData("%nothing", "FHIR-0614")]
    [InlineData("'a'.matches('(')", "FHIR-0615")]
    [InlineData("today()", "FHIR-0616")]
    [InlineData("1.repeat($this + 1)", "FHIR-0617")]
    [InlineData("'ab'.repeat($this & $this)", "FHIR-0617")]
    [InlineData("(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15).aggregate($total & $total, 'x').select($this.replace('x', $this))", "FHIR-0617")]
    [InlineData("(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15).aggregate($total & $total, 'x').replaceMatches('x', '$_$_')", "FHIR-0617")]
    [InlineData("(1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13).aggregate($total & $total, 'x').matches('(x+x+)+y(?=z)')", "FHIR-0615")]
    public void An_evaluation_that_fails_says_why(string expression, string code)
    {
        using var document = Document(Observation);

        FhirPathExpression.Parse(expression).Value!.Evaluate(document.Root, FhirPathEnvironment.Empty with { MaxSteps = 100_000 }).Error!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("valueQuantity")]
    [InlineData("Patient.name")]
    [InlineData("(value as Period).unit")]
    [InlineData("component.code.as(CodeableConcept)")]
    public void Strict_evaluation_refuses_what_the_definitions_do_not_know(string expression)
    {
        using var document = Document(Observation);

        FhirPathExpression.Parse(expression).Value!.Evaluate(document.Root, FhirPathEnvironment.Empty with { IsStrict = true }).Error.ShouldNotBeNull();
        FhirPathExpression.Parse(expression).Value!.Evaluate(document.Root, FhirPathEnvironment.Empty).Error.ShouldBeNull();
    }

    [Fact]
    public void Nesting_is_bounded() =>
        new[] { new string('(', 5000), string.Concat(Enumerable.Repeat("a.", 5000)) + "a", string.Concat(Enumerable.Repeat("-", 5000)) + "1" }
            .ShouldAllBe(text => FhirPathExpression.Parse(text).Value == null);

    [Fact]
    public void Many_equal_looking_items_are_told_apart_in_one_pass()
    {
        var entries = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $$$"""{"fullUrl":"urn:uuid:{{{number:x8}}}"}"""));
        using var document = Document($$$"""{"resourceType":"Bundle","type":"collection","entry":[{{{entries}}}]}""");

        FhirPathExpression.Parse("entry.select(fullUrl & 'x').isDistinct()").Value!.Test(document.Root, FhirPathEnvironment.Empty).Holds.ShouldBe(true);
    }

    private static FhirDocument Document(string json) => FhirDocument.Parse(Encoding.UTF8.GetBytes(json)).Value!;
}
