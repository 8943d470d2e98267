using System.Text;
using Carelake.Fhir.Elements;

namespace Carelake.Tests.Fhir.Elements;

public sealed class FhirDocumentTests
{
    [Theory]
    [InlineData("", "FHIR-0001", "line 1, column 1")]
    [InlineData("{", "FHIR-0001", "line 1, column 2")]
    [InlineData("{\n  \"a\": nope\n}", "FHIR-0001", "line 2, column 9")]
    [InlineData("{\"a\":1,\n\"b\":2,\n \"a\":3}", "FHIR-0004", "line 3, column 3")]
    [InlineData("{\"a\":1,\"\\u0061\":3}", "FHIR-0004", "line 1, column 9")]
    [InlineData("{\"a\":\"\\ud800\"}", "FHIR-0003", "line 1, column 7")]
    public void What_is_wrong_with_the_json_has_a_code_and_a_place(string json, string code, string place)
    {
        var issue = FhirDocument.Parse(Encoding.UTF8.GetBytes(json)).Issues.ShouldHaveSingleItem();

        issue.Code.ShouldBe(code);
        issue.Location.ShouldBe(place);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_their_place() =>
        FhirDocument.Parse(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"' }).Issues.ShouldHaveSingleItem().Location.ShouldBe("line 1, column 3");

    [Fact]
    public void A_pair_of_surrogates_and_an_escaped_backslash_are_text() =>
        FhirDocument.Parse("""{"a":"\ud83d\ude00 \\ud800"}"""u8.ToArray()).Issues.ShouldBeEmpty();

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        FhirDocument.Parse(Encoding.UTF8.GetBytes("\uFEFF{\"resourceType\":\"Patient\"}")).Value!.Root.Type!.Name.ShouldBe("Patient");

    [Fact]
    public void Nesting_and_size_have_limits()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000));

        FhirDocument.Parse(deep).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0001");
        FhirDocument.Parse(deep, new FhirReadLimits(MaxDepth: 1000)).Issues.ShouldBeEmpty();
        FhirDocument.Parse(deep, new FhirReadLimits(MaxSizeBytes: 100)).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0002");
    }

    [Fact]
    public void A_duplicate_in_a_large_object_is_found()
    {
        var properties = string.Join(',', Enumerable.Range(0, 40).Append(7).Select(number => $"\"p{number}\":0"));

        FhirDocument.Parse(Encoding.UTF8.GetBytes($"{{{properties}}}")).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0004");
    }

    [Fact]
    public void Anything_that_is_json_is_a_document() =>
        FhirDocument.Parse("[1,null,{}]"u8.ToArray()).Value!.Root.Type.ShouldBeNull();
}
