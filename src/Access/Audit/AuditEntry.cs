using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Carelake.Access.Audit;

/// <summary>One access or change: who, what, why, and what was decided. What could tell of a patient is in <see cref="Details"/>, which is encrypted.</summary>
public sealed record AuditEntry
{
    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: the id of the user.</summary>
    public required string User { get; init; }

    /// <summary>The action, such as <c>read</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Table or endpoint, never a row.</summary>
    public required string Resource { get; init; }

    /// <summary>What the data was asked for.</summary>
    public required string Purpose { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Names of the policies that decided.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>Rows that were shown or changed.</summary>
    public long RowCount { get; init; }

    /// <summary>Digest of what was there before a change; empty for reads.</summary>
    public string BeforeHash { get; init; } = "";

    /// <summary>Digest of what is there after a change; empty for reads.</summary>
    public string AfterHash { get; init; } = "";

    /// <summary>Emergency access: audited apart.</summary>
    public bool IsBreakGlass { get; init; }

    /// <summary>The patient it was about; kept only as the name of a key. <see langword="null"/> when it was about none or many.</summary>
    public string? Subject { get; init; }

    /// <summary>What could tell of the patient: row keys, reasons. Kept encrypted under the subject's key; unreadable once that is destroyed.</summary>
    public string Details { get; init; } = "";

    /// <summary>The record as the log keeps it: JSON in UTF-8.</summary>
    /// <param name="keys">Encrypts the details.</param>
    public byte[] ToRecord(SubjectKeys keys)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("at", At.UtcDateTime);
            json.WriteString("user", User);
            json.WriteString("action", Action);
            json.WriteString("resource", Resource);
            json.WriteString("purpose", Purpose);
            json.WriteString("decision", Decision);
            json.WriteStartArray("policies");
            foreach (var policy in Policies) json.WriteStringValue(policy);
            json.WriteEndArray();
            json.WriteNumber("rows", RowCount);
            if (BeforeHash.Length > 0) json.WriteString("before", BeforeHash);
            if (AfterHash.Length > 0) json.WriteString("after", AfterHash);
            if (IsBreakGlass) json.WriteBoolean("breakGlass", true);
            // Without a subject there is no key, and so nothing that could tell of a patient is kept.
            if (Subject is not null)
            {
                var (keyId, cipher) = keys.Encrypt(Subject, Details);
                json.WriteString("key", keyId);
                json.WriteBase64String("details", cipher);
            }
            json.WriteEndObject();
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record.</summary>
    /// <param name="record">As <see cref="ToRecord"/> made it.</param>
    /// <param name="keys">Decrypts the details while the subject's key is there; they are empty afterwards.</param>
    /// <exception cref="JsonException">It is not a record.</exception>
    public static AuditEntry FromRecord(ReadOnlySpan<byte> record, SubjectKeys keys)
    {
        var reader = new Utf8JsonReader(record);
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var details = json.TryGetProperty("key", out var key) ? keys.Decrypt(key.GetString()!, json.GetProperty("details").GetBytesFromBase64()) : "";
        return new()
        {
            At = DateTimeOffset.Parse(Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            User = Text("user"),
            Action = Text("action"),
            Resource = Text("resource"),
            Purpose = Text("purpose"),
            Decision = Text("decision"),
            Policies = json.TryGetProperty("policies", out var policies) ? [.. policies.EnumerateArray().Select(policy => policy.GetString() ?? "")] : [],
            RowCount = json.TryGetProperty("rows", out var rows) ? rows.GetInt64() : 0,
            BeforeHash = Text("before"),
            AfterHash = Text("after"),
            IsBreakGlass = json.TryGetProperty("breakGlass", out var breakGlass) && breakGlass.GetBoolean(),
            Details = details,
        };

        string Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    /// <summary>Names nobody but the user and the resource.</summary>
    public override string ToString() => $"{At:O} {User} {Action} {Resource} {Decision}";
}
