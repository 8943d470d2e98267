using System.Security.Cryptography;
using Carelake.Delta.Log;

namespace Carelake.Lake.Landing;

public sealed partial class LandingZone
{
    /// <summary>
    /// Makes records of an object blank: the one exception to "never changed", for a person who has the right to be forgotten. The object keeps its name, which is
    /// the hash of what was landed, so that the same bytes are not taken in again; the hash of what is left stands beside it. The old bytes cannot be decrypted any more.
    /// </summary>
    /// <param name="sha256">The object.</param>
    /// <param name="format">How to read its bytes.</param>
    /// <param name="records">Which records.</param>
    /// <param name="scratchFolder">Where plain bytes stand meanwhile, readable by this user only.</param>
    /// <param name="cancellationToken">Stops; the object is then as it was.</param>
    /// <exception cref="Core.CarelakeException">Those of <see cref="OpenPlainAsync"/>; <c>LAKE-0304</c> the disk is full.</exception>
    public async Task BlankAsync(string sha256, ExtractFormat format, BlankedRecords records, string scratchFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratchFolder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var left = new FileStream(Path.Combine(scratchFolder, $"{Guid.NewGuid():n}.blank"), options);
        await using (var plain = await OpenPlainAsync(sha256, cancellationToken))
            await LandedRecords.BlankAsync(plain, left, format, records, scratchFolder, cancellationToken);
        left.Position = 0;
        await ReplaceAsync(sha256, left, cancellationToken);
    }

    /// <summary>Takes every byte out of an object whose time to be kept is over; its name stays, so that the same bytes are not taken in again.</summary>
    /// <param name="sha256">The object.</param>
    /// <param name="cancellationToken">Stops; the object is then as it was.</param>
    /// <returns>False when there was no byte left.</returns>
    public async Task<bool> EmptyAsync(string sha256, CancellationToken cancellationToken)
    {
        if (await SizeBytesAsync(sha256, cancellationToken) == 0) return false;
        await ReplaceAsync(sha256, Stream.Null, cancellationToken);
        return true;
    }

    private async Task ReplaceAsync(string sha256, Stream plain, CancellationToken cancellationToken)
    {
        try
        {
            var master = await _keys.CurrentAsync(cancellationToken);
            var dataKey = RandomNumberGenerator.GetBytes(MasterKey.SizeBytes);
            var noncePrefix = RandomNumberGenerator.GetBytes(ObjectHeader.NoncePrefixBytes);
            await using var file = new PendingFile(_temporaryFolder);
            file.Stream.SetLength(ObjectHeader.SizeBytes);
            file.Stream.Position = ObjectHeader.SizeBytes;
            var (left, _) = await EncryptAsync(plain, file.Stream, dataKey, noncePrefix, cancellationToken);
            file.Stream.Position = 0;
            file.Stream.Write(ObjectHeader.Wrap(master, dataKey, ChunkSizeBytes, noncePrefix, sha256).ToBytes());
            CryptographicOperations.ZeroMemory(dataKey);
            // First what the bytes will be; until they are, both the old and the new are what they should be.
            await using (var note = new PendingFile(_temporaryFolder))
            {
                note.Stream.Write(System.Text.Encoding.ASCII.GetBytes(left));
                note.Replace(BlankedPathOf(sha256));
            }

            using var old = File.OpenHandle(PathOf(sha256), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            file.Replace(PathOf(sha256));
            // The wrapped key of the old bytes: without it nothing of them can be read, wherever the disk still has them.
            RandomAccess.Write(old, new byte[ObjectHeader.SizeBytes], 0);
            RandomAccess.FlushToDisk(old);
            Shred(KeyPathOf(sha256));
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw DiskFull.Explain(_lakeFolder, exception);
        }
    }

    private static void Shred(string keyFile)
    {
        if (!File.Exists(keyFile)) return;
        File.WriteAllBytes(keyFile, new byte[ObjectHeader.SizeBytes]);
        DurableFile.Sync(keyFile);
        File.Delete(keyFile);
    }

    private string BlankedPathOf(string sha256) => Path.ChangeExtension(PathOf(sha256), ".blanked");
}
