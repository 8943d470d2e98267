using System.Buffers.Text;
using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>What an attachment says of itself has to be so (FHIR R4, Attachment.size).</summary>
internal static class AttachmentRules
{
    public static void Check(Walk walk, JsonElement attachment)
    {
        if (attachment.Get("data"u8) is not { ValueKind: JsonValueKind.String } data || attachment.Get("size"u8) is not { ValueKind: JsonValueKind.Number } size) return;
        if (Base64.IsValid(Utf8Text.Of(data), out var length) && size.TryGetInt64(out var said) && said != length)
            walk.Report("FHIR-0140", "structure", attachment, "The size that the attachment says is not that of its data.");
    }
}
