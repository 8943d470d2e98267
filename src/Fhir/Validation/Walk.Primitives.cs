using System.Text;
using System.Text.Json;
using System.Runtime.InteropServices;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    private static readonly Encoding Utf8 = Encoding.UTF8;

    private void Primitive(JsonElement json, FhirElementInfo element, FhirTypeInfo type, int index)
    {
        if (!HasRightKind(json, type.Primitive))
        {
            Report("FHIR-0104", "structure", json, $"{type.Name} is written as a JSON {KindName(type.Primitive)}.");
            return;
        }
        if (json.ValueKind == JsonValueKind.String) Text(json, element, type);
        else if (json.ValueKind == JsonValueKind.Number) Number(json, type);
        if (_options.ChecksInvariants && !element.Constraints.IsEmpty) Invariants(json, default, type, element, index);
    }

    private static bool HasRightKind(JsonElement json, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt or PrimitiveKind.Decimal => json.ValueKind == JsonValueKind.Number,
        _ => json.ValueKind == JsonValueKind.String,
    };

    private static string KindName(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => "Boolean: true or false, without quotes",
        PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt or PrimitiveKind.Decimal => "number, without quotes",
        _ => "string",
    };

    private void Number(JsonElement json, FhirTypeInfo type)
    {
        if (type.Primitive == PrimitiveKind.Decimal) return;
        var least = type.Primitive switch
        {
            PrimitiveKind.PositiveInt => 1,
            PrimitiveKind.UnsignedInt => 0,
            _ => int.MinValue,
        };
        if (!Primitives.IsInteger(JsonMarshal.GetRawUtf8Value(json), least))
            Report("FHIR-0112", "value", json, $"This is no {type.Name}: {PrimitiveRules.Of(type.Primitive)}.");
    }

    private void Text(JsonElement json, FhirElementInfo element, FhirTypeInfo type)
    {
        var text = Utf8Text.Of(json);
        if (text.IsEmpty)
        {
            Report("FHIR-0108", "structure", json, "A string may not be empty: leave the element out.");
            return;
        }
        if (type.Primitive == PrimitiveKind.Xhtml)
        {
            Narrative(json);
            return;
        }
        if (!IsValue(text, type.Primitive))
            Report("FHIR-0112", "value", json, $"This is no {type.Name}: {PrimitiveRules.Of(type.Primitive)}.");
        else if (text.Length > PrimitiveRules.LongestString && type.Primitive is PrimitiveKind.String or PrimitiveKind.Markdown)
            Report("FHIR-0113", "too-long", json, "A string has at most 1,048,576 bytes.");
        if (element.Binding is { IsRequired: true } binding && type.Primitive is PrimitiveKind.Code or PrimitiveKind.Uri or PrimitiveKind.String)
            Code(json, text, binding);
        if (text[0] == '#') Fragment(text, type.Primitive);
        if (type.Primitive == PrimitiveKind.String && text.Contains((byte)'<') && Markup.IsIn(text))
            Report("FHIR-0143", "security", json, "The text looks like markup; only narratives and markdown hold any.", severity: _options.MarkupInText);
        if (type.Primitive is PrimitiveKind.Url or PrimitiveKind.Canonical or PrimitiveKind.Uri) Address(json, text, element, type.Primitive);
    }

    private static bool IsValue(ReadOnlySpan<byte> text, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Id => Primitives.IsId(text),
        PrimitiveKind.Code => Primitives.IsCode(text),
        PrimitiveKind.Date => Primitives.IsDate(text),
        PrimitiveKind.DateTime => Primitives.IsDateTime(text),
        PrimitiveKind.Instant => Primitives.IsInstant(text),
        PrimitiveKind.Time => Primitives.IsTime(text),
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => Primitives.IsUri(text),
        PrimitiveKind.Uuid => Primitives.IsUuid(text),
        PrimitiveKind.Oid => Primitives.IsOid(text),
        PrimitiveKind.Base64Binary => Primitives.IsBase64(text),
        PrimitiveKind.String or PrimitiveKind.Markdown => Primitives.IsString(text),
        _ => true,
    };

    private void Code(JsonElement json, ReadOnlySpan<byte> text, FhirBinding binding)
    {
        if (_validator.ValueSet(binding.ValueSet) is { IsComplete: true } set && !set.Contains(text))
            Report("FHIR-0114", "code-invalid", json, $"The code is not in the value set {binding.ValueSet}.");
    }

    // What stands under _name: the id and extensions of primitives. An element with only these is there, but has no value.
    private void Companions(JsonElement json, FhirTypeInfo type, Span<ulong> seen)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (type.JsonNames.Find(Utf8Text.Name(property)) is not { IsCompanion: true } entry) continue;
            Mark(seen, entry.Element.Index);
            var value = json.Get(entry.Choice.Utf8Name);
            if (property.Value.ValueKind == JsonValueKind.Array && entry.Element.IsRepeating) CompanionItems(property.Value, value, entry);
            else if (property.Value.ValueKind == JsonValueKind.Object && !entry.Element.IsRepeating) Companion(property.Value, value, entry, -1);
            else ReportBelow("FHIR-0105", "structure", property.Value, entry.Element.Name, "What stands beside a primitive is an object, beside an array of them an array.");
        }
    }

    private void CompanionItems(JsonElement companions, JsonElement values, JsonNameTable.Entry entry)
    {
        var length = values.ValueKind == JsonValueKind.Array ? values.GetArrayLength() : 0;
        var index = 0;
        foreach (var item in companions.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) Companion(item, index < length ? values[index] : default, entry, index);
            else if (item.ValueKind != JsonValueKind.Null) ReportBelow("FHIR-0104", "structure", item, entry.Element.Name, "What stands beside a primitive is a JSON object.");
            index++;
        }
    }

    private void Companion(JsonElement companion, JsonElement value, JsonNameTable.Entry entry, int index)
    {
        _path.Push(entry.Element, entry.Choice.Type, index);
        Object(companion, entry.Choice.Type, null, -1);
        if (_options.ChecksInvariants && value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null && !entry.Element.Constraints.IsEmpty)
            Invariants(default, companion, entry.Choice.Type, entry.Element, index);
        _path.Pop();
    }
}
