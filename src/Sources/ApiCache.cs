using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Lake.Landing;

namespace Carelake.Sources;

/// <summary>
/// Answers of a service, one file each, kept for a while: a look-up that failed half-way goes on where it stood, and nobody is asked
/// the same thing twice a month. Holds reference data only.
/// </summary>
/// <param name="folder">Made when needed.</param>
/// <param name="lifetime">How long an answer counts.</param>
/// <param name="clock">The clock.</param>
internal sealed class ApiCache(string folder, TimeSpan lifetime, TimeProvider clock)
{
    /// <summary><c>cache</c>: a folder; by default under the project's <c>.carelake/cache</c>.</summary>
    public static ApiCache For(TablePull pull, string service) => new(
        Path.Combine(Setting.FullPath(pull, pull.Setting("cache") ?? Path.Combine(".carelake", "cache")), service),
        Setting.Duration(pull, "cache_lifetime", TimeSpan.FromDays(30)),
        pull.Clock);

    /// <summary>The answer to a question, from here or by asking.</summary>
    public async Task<JsonElement> GetAsync(string question, Func<Task<JsonElement>> ask, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question))) + ".json");
        if (await ReadAsync(path, cancellationToken) is { } kept)
            return kept;
        var answer = await ask();
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        await File.WriteAllTextAsync(
            temporary, $"{{\"at\":\"{clock.GetUtcNow():o}\",\"answer\":{answer.GetRawText()}}}", cancellationToken);
        File.Move(temporary, path, overwrite: true);
        return answer;
    }

    private async Task<JsonElement?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            await using var file = File.OpenRead(path);
            using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            var isFresh = document.RootElement.GetProperty("at").GetDateTimeOffset() + lifetime > clock.GetUtcNow();
            return isFresh ? document.RootElement.GetProperty("answer").Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException)
        {
            // Cut off by a crash: as if it were not there.
            return null;
        }
    }
}
