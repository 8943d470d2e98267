using System.Security.Cryptography;
using Carelake.Core;

namespace Carelake.Lake.Landing;

/// <summary>
/// Master keys in a text file that only its owner can read: one <c>id base64</c> a line, the last is the current one. Made with a
/// first key when it is not there. Keep a copy elsewhere: without it, the landing zone cannot be read.
/// </summary>
/// <param name="path">The key file.</param>
public sealed class FileKeyProvider(string path) : IKeyProvider
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key file of a lake that has no other setting.</summary>
    public static FileKeyProvider ForLake(string lakeFolder) => new(Path.Combine(lakeFolder, "_carelake", "keys", "master.keys"));

    /// <inheritdoc/>
    public async ValueTask<MasterKey> CurrentAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            await AddAsync([], replace: false);
        return (await ReadAsync(cancellationToken))[^1];
    }

    /// <inheritdoc/>
    public async ValueTask<MasterKey> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = File.Exists(path) ? await ReadAsync(cancellationToken) : [];
        return keys.Find(key => key.Id == keyId) ?? throw new CarelakeException(
            "LAKE-0305", $"The master key {keyId} is not in the key file.", path, "Restore the key file from its copy.");
    }

    /// <summary>Adds a new current key; older ones stay for the objects that name them.</summary>
    /// <returns>The new key.</returns>
    public async Task<MasterKey> RotateAsync(CancellationToken cancellationToken)
    {
        var keys = File.Exists(path) ? await ReadAsync(cancellationToken) : [];
        await AddAsync(keys, replace: true);
        return (await ReadAsync(cancellationToken))[^1];
    }

    /// <summary>The ids of the keys, the current one last; empty before the first is made.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken) =>
        File.Exists(path) ? [.. (await ReadAsync(cancellationToken)).Select(key => key.Id)] : [];

    /// <summary>When the key file was last changed, that is when the current key was made, in UTC.</summary>
    public DateTimeOffset ChangedAt => new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);

    private async Task AddAsync(List<MasterKey> keys, bool replace)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // A file always has a folder.
        Directory.CreateDirectory(folder);
        var id = "file-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var lines = keys.Append(new MasterKey(id, RandomNumberGenerator.GetBytes(MasterKey.SizeBytes)))
            .Select(key => $"{key.Id} {Convert.ToBase64String(key.Bytes)}\n");
        await using var file = new PendingFile(folder);
        file.Stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Concat(lines)));
        if (replace)
            file.Replace(path);
        else
            file.Publish(path); // When another process made the file first, its key counts.
    }

    private async Task<List<MasterKey>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw Unusable("The key file can be read by others than its owner.", $"Run: chmod 600 {path}");
        var keys = new List<MasterKey>();
        foreach (var line in await File.ReadAllLinesAsync(path, cancellationToken))
        {
            var key = new byte[MasterKey.SizeBytes];
            if (line.Split(' ') is not [{ Length: > 0 and <= 200 } id, var base64]
                || !Convert.TryFromBase64String(base64, key, out var count) || count != key.Length)
            {
                throw Unusable("The key file has a line that is not `id base64-of-32-bytes`.", "Restore it from its copy.");
            }

            keys.Add(new MasterKey(id, key));
        }

        return keys.Count > 0 ? keys : throw Unusable("The key file is empty.", "Restore it from its copy.");
    }

    private CarelakeException Unusable(string message, string remedy) => new("LAKE-0303", message, path, remedy);
}
