using System.Text.Json;
using System.Text.Json.Serialization;

namespace Carelake.Lake.Configuration;

/// <summary>Where a secret is kept. Files of a project hold references only; a resolver reads the secret when it is used.</summary>
/// <param name="Kind">Which store.</param>
/// <param name="Name">The environment variable, the path, or the name in the vault.</param>
[JsonConverter(typeof(SecretReferenceConverter))]
public sealed record SecretReference(SecretStore Kind, string Name)
{
    /// <summary>Reads <c>env:NAME</c>, <c>file:PATH</c> or <c>keyvault:NAME</c>.</summary>
    /// <returns>The reference, or <see langword="null"/> when the text is not one.</returns>
    public static SecretReference? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || string.IsNullOrWhiteSpace(text[(colon + 1)..])) return null;
        SecretStore? store = text[..colon] switch
        {
            "env" => SecretStore.Environment,
            "file" => SecretStore.File,
            "keyvault" => SecretStore.KeyVault,
            _ => null,
        };
        return store is { } kind ? new(kind, text[(colon + 1)..]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SecretStore.Environment => $"env:{Name}",
        SecretStore.File => $"file:{Name}",
        _ => $"keyvault:{Name}",
    };
}

/// <summary>Where secrets are kept.</summary>
public enum SecretStore
{
    /// <summary>An environment variable of the process.</summary>
    Environment,

    /// <summary>The whole of a file, without the line end; relative paths start at the project's folder.</summary>
    File,

    /// <summary>A secret in the configured Azure Key Vault.</summary>
    KeyVault,
}

internal sealed class SecretReferenceConverter : JsonConverter<SecretReference>
{
    public override SecretReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SecretReference.TryParse(reader.GetString() ?? "") ?? throw new JsonException("not a secret reference");

    public override void Write(Utf8JsonWriter writer, SecretReference value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
