using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Carelake.Core;

namespace Carelake.Lake.Landing;

/// <summary>
/// The bytes as they came, for ever: content-addressed by SHA-256, encrypted at rest, never changed but for <see cref="BlankAsync"/>. Each object has a data key of
/// its own, wrapped by a master key; <see cref="RewrapAsync"/> moves objects to a new master key without touching their data.
/// Safe for any number of threads and processes at once.
/// </summary>
public sealed partial class LandingZone
{
    private const int ChunkSizeBytes = 1 << 20;
    private readonly string _lakeFolder;
    private readonly string _temporaryFolder;
    private readonly IKeyProvider _keys;
    private readonly TimeProvider _clock;

    /// <summary>Opens the zone; folders are made when they are first needed.</summary>
    /// <param name="lakeFolder">Folder of the lake; objects live in its <c>landing</c>.</param>
    /// <param name="keys">The master keys.</param>
    /// <param name="clock">Stamps what lands.</param>
    /// <param name="temporaryFolder">
    /// Where objects are made, on the lake's disk; by default a folder that every run empties, which is not for those that work beside a run.
    /// </param>
    public LandingZone(string lakeFolder, IKeyProvider keys, TimeProvider clock, string? temporaryFolder = null)
    {
        _lakeFolder = Path.GetFullPath(lakeFolder);
        _temporaryFolder = temporaryFolder ?? Path.Combine(_lakeFolder, "_carelake", "tmp");
        _keys = keys;
        _clock = clock;
    }

    /// <summary>
    /// Takes an extract in. When this returns, the bytes are on disk and will survive a loss of power; until then, nothing is
    /// visible. Bytes that are already here are not written again. The extract's own file is left alone: see
    /// <see cref="Extract.Complete"/>.
    /// </summary>
    /// <exception cref="CarelakeException"><c>LAKE-0304</c> the disk is full; <c>LAKE-0307</c> the file cannot be read; <c>LAKE-0308</c> it changed.</exception>
    public async Task<LandedObject> LandAsync(Extract extract, CancellationToken cancellationToken)
    {
        if (extract.Sha256 is { } known && Contains(known) && new FileInfo(extract.Path) is { Exists: true } file)
            return Landed(extract, known, file.Length, wasPresent: true);
        try
        {
            return await WriteAsync(extract, cancellationToken);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new CarelakeException(
                "LAKE-0304", "The disk is full; the extract was not landed and nothing was lost.", _lakeFolder,
                "Free some space and run again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CarelakeException(
                "LAKE-0307", "The extract cannot be read or landed: " + exception.Message, extract.Name,
                "Check that the file is there and that this user may read it and write the lake.", exception);
        }
    }

    /// <summary>Takes bytes in that are in memory, as <see cref="LandAsync"/> takes a file.</summary>
    /// <param name="bytes">The plain bytes.</param>
    /// <param name="name">Where they came from, for people.</param>
    /// <param name="format">How to read them.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException"><c>LAKE-0304</c> the disk is full.</exception>
    public async Task<LandedObject> LandBytesAsync(ReadOnlyMemory<byte> bytes, string name, ExtractFormat format, CancellationToken cancellationToken)
    {
        var extract = new Extract { Name = name, Path = "", Format = format, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) };
        if (Contains(extract.Sha256)) return Landed(extract, extract.Sha256, bytes.Length, wasPresent: true);
        try
        {
            await using var source = MemoryStreamOf(bytes);
            return await WriteAsync(extract, source, cancellationToken);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw DiskFull.Explain(_lakeFolder, exception);
        }
    }

    /// <summary>Whether the object is here.</summary>
    public bool Contains(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Every object, by SHA-256, in order.</summary>
    public IEnumerable<string> List()
    {
        var folder = Path.Combine(_lakeFolder, "landing");
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.enc", SearchOption.AllDirectories)
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal);
    }

    /// <summary>The plain bytes, decrypted on the way.</summary>
    /// <exception cref="CarelakeException">
    /// <c>LAKE-0301</c> no such object; <c>LAKE-0302</c> its bytes are not those that were landed (thrown by reading too).
    /// </exception>
    public async Task<Stream> OpenPlainAsync(string sha256, CancellationToken cancellationToken)
    {
        var (stream, header, dataKey) = await OpenAsync(sha256, cancellationToken);
        return new DecryptingStream(stream, header, dataKey, inner => Corrupt(sha256, inner));
    }

    /// <summary>Size of the plain bytes.</summary>
    public async Task<long> SizeBytesAsync(string sha256, CancellationToken cancellationToken)
    {
        var (stream, header, _) = await OpenAsync(sha256, cancellationToken);
        await using (stream)
        {
            var chunks = Math.DivRem(
                stream.Length - ObjectHeader.SizeBytes, header.ChunkSizeBytes + ObjectHeader.TagBytes, out var last);
            return (chunks * header.ChunkSizeBytes) + last - ObjectHeader.TagBytes;
        }
    }

    /// <summary>
    /// A plain file that the engine can read: decrypted, unzipped and transcoded into <paramref name="scratchFolder"/>, readable by
    /// this user only, deleted by disposing it. Its format is UTF-8 CSV, UTF-8 NDJSON or Parquet, whatever was landed.
    /// </summary>
    /// <exception cref="CarelakeException">As <see cref="OpenPlainAsync"/>; <c>LAKE-0306</c> the bytes are not of the format.</exception>
    public async Task<ReadableFile> OpenReadableAsync(
        string sha256, ExtractFormat format, string scratchFolder, CancellationToken cancellationToken)
    {
        await using var plain = await OpenPlainAsync(sha256, cancellationToken);
        return await ReadableFile.WriteAsync(plain, format, scratchFolder, sha256, cancellationToken);
    }

    /// <summary>Reads the whole object and checks that its bytes are those that were landed.</summary>
    /// <exception cref="CarelakeException"><c>LAKE-0301</c> no such object; <c>LAKE-0302</c> they are not.</exception>
    public async Task VerifyAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var plain = await OpenPlainAsync(sha256, cancellationToken);
        var actual = await ContentHash.OfAsync(plain, cancellationToken);
        if (actual == sha256) return;
        var blanked = BlankedPathOf(sha256);
        if (!File.Exists(blanked) || await File.ReadAllTextAsync(blanked, cancellationToken) != actual)
            throw Corrupt(sha256, inner: null);
    }

    /// <summary>
    /// Wraps the data key of every object that still hangs on an older master key with the current one. After it, the older keys can
    /// be retired. Writes a few hundred bytes beside each object; the objects themselves stay as they are.
    /// </summary>
    /// <returns>Number of objects rewrapped.</returns>
    public async Task<int> RewrapAsync(CancellationToken cancellationToken)
    {
        var master = await _keys.CurrentAsync(cancellationToken);
        var count = 0;
        foreach (var sha256 in List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (stream, header, dataKey) = await OpenAsync(sha256, cancellationToken);
            await stream.DisposeAsync();
            if (header.KeyId == master.Id)
                continue;
            var rewrapped = ObjectHeader.Wrap(master, dataKey, header.ChunkSizeBytes, header.NoncePrefix, sha256);
            await using var file = new PendingFile(_temporaryFolder);
            file.Stream.Write(rewrapped.ToBytes());
            file.Replace(KeyPathOf(sha256));
            count++;
        }

        return count;
    }

    /// <summary>A key for another use than landing, from the same master keys.</summary>
    /// <param name="keyId">The master key; <see langword="null"/> for the current one.</param>
    /// <param name="purpose">Names the use.</param>
    /// <param name="cancellationToken">Stops waiting for the key provider.</param>
    internal async Task<(string KeyId, byte[] Key)> DeriveAsync(string? keyId, string purpose, CancellationToken cancellationToken)
    {
        var master = keyId is null ? await _keys.CurrentAsync(cancellationToken) : await _keys.FindAsync(keyId, cancellationToken);
        return (master.Id, master.Derive(purpose));
    }

    /// <summary>Records of an object were made blank.</summary>
    internal bool IsBlanked(string sha256) => File.Exists(BlankedPathOf(sha256));

    /// <summary>Path of an object below the lake folder, with forward slashes.</summary>
    public static string RelativePath(string sha256) => $"landing/{sha256[..2]}/{sha256}.enc";

    private string PathOf(string sha256) => Path.Combine(_lakeFolder, RelativePath(sha256));

    private string KeyPathOf(string sha256) => Path.ChangeExtension(PathOf(sha256), ".key");

    private LandedObject Landed(Extract extract, string sha256, long sizeBytes, bool wasPresent) =>
        new(sha256, RelativePath(sha256), sizeBytes, extract.Format, extract.Name, _clock.GetUtcNow(), wasPresent);

    private async Task<LandedObject> WriteAsync(Extract extract, CancellationToken cancellationToken)
    {
        await using var source = new FileStream(extract.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return await WriteAsync(extract, source, cancellationToken);
    }

    private static MemoryStream MemoryStreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) // A segment of an array has one.
        : new MemoryStream(bytes.ToArray(), writable: false);

    private async Task<LandedObject> WriteAsync(Extract extract, Stream source, CancellationToken cancellationToken)
    {
        var master = await _keys.CurrentAsync(cancellationToken);
        var dataKey = RandomNumberGenerator.GetBytes(MasterKey.SizeBytes);
        var noncePrefix = RandomNumberGenerator.GetBytes(ObjectHeader.NoncePrefixBytes);
        await using var file = new PendingFile(_temporaryFolder);
        file.Stream.SetLength(ObjectHeader.SizeBytes);
        file.Stream.Position = ObjectHeader.SizeBytes;
        var (sha256, sizeBytes) = await EncryptAsync(source, file.Stream, dataKey, noncePrefix, cancellationToken);
        if (extract.Sha256 is { } promised && promised != sha256)
        {
            throw new CarelakeException(
                "LAKE-0308", "The file changed while it was landed; it was left for the next run.", extract.Name,
                "Let the sender write under another name and rename when done.", isTransient: true);
        }

        file.Stream.Position = 0;
        file.Stream.Write(ObjectHeader.Wrap(master, dataKey, ChunkSizeBytes, noncePrefix, sha256).ToBytes());
        CryptographicOperations.ZeroMemory(dataKey);
        var wasPresent = !file.Publish(PathOf(sha256));
        return Landed(extract, sha256, sizeBytes, wasPresent);
    }

    private static async Task<(string Sha256, long SizeBytes)> EncryptAsync(
        Stream source, FileStream target, byte[] dataKey, byte[] noncePrefix, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var cipher = new ChunkCipher(dataKey, noncePrefix);
        var plain = new byte[ChunkSizeBytes];
        var sealedChunk = new byte[ChunkSizeBytes + ObjectHeader.TagBytes];
        long sizeBytes = 0;
        for (var count = ChunkSizeBytes; count == ChunkSizeBytes;)
        {
            count = await source.ReadAtLeastAsync(plain, ChunkSizeBytes, throwOnEndOfStream: false, cancellationToken);
            hash.AppendData(plain, 0, count);
            cipher.Seal(plain.AsSpan(0, count), sealedChunk.AsSpan(0, count + ObjectHeader.TagBytes), isLast: count < ChunkSizeBytes);
            await target.WriteAsync(sealedChunk.AsMemory(0, count + ObjectHeader.TagBytes), cancellationToken);
            sizeBytes += count;
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), sizeBytes);
    }

    private async Task<(FileStream Stream, ObjectHeader Header, byte[] DataKey)> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!Contains(sha256))
        {
            throw new CarelakeException(
                "LAKE-0301", "A landed object is missing.", RelativePath(sha256), "Restore it from the backup of the lake.");
        }

        var stream = new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        try
        {
            var own = new byte[ObjectHeader.SizeBytes];
            await stream.ReadExactlyAsync(own, cancellationToken);
            var keyPath = KeyPathOf(sha256);
            var header = ObjectHeader.Parse(own) ?? throw Corrupt(sha256, inner: null);
            // One of other bytes belongs to what this object was before records of it were made blank.
            if (File.Exists(keyPath) && ObjectHeader.Parse(await File.ReadAllBytesAsync(keyPath, cancellationToken)) is { } newer && newer.NoncePrefix.AsSpan().SequenceEqual(header.NoncePrefix))
                header = newer;
            var master = await _keys.FindAsync(header.KeyId, cancellationToken);
            return (stream, header, header.Unwrap(master, sha256));
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync();
            if (exception is AuthenticationTagMismatchException or EndOfStreamException)
                throw Corrupt(sha256, exception);
            throw;
        }
    }

    private static CarelakeException Corrupt(string sha256, Exception? inner) => new(
        "LAKE-0302", "A landed object is not what was landed: its bytes fail authentication.", RelativePath(sha256),
        "Restore it from the backup of the lake, and find out who or what changed it.", inner);
}
