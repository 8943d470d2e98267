using System.Security.Cryptography;
using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>A file that only holders of the lake's master key can read: AES-256-GCM under a key derived for its use. It is replaced whole or not at all.</summary>
public static class SealedFile
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static ReadOnlySpan<byte> Magic => "CLS1"u8;

    /// <summary>Writes a file, durably, in place of one that is there.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="purpose">What it is for: a file of another purpose does not open in its place.</param>
    /// <param name="plain">What it holds; at most 2 GB.</param>
    /// <param name="keys">The lake's master keys.</param>
    /// <param name="cancellationToken">Stops; the file that was there stays.</param>
    /// <exception cref="IOException">The disk is full, for example; the file that was there stays.</exception>
    public static async Task WriteAsync(string path, string purpose, ReadOnlyMemory<byte> plain, IKeyProvider keys, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var head = new byte[Magic.Length + 1 + key.Id.Length + NonceBytes];
        Magic.CopyTo(head);
        head[Magic.Length] = (byte)key.Id.Length;
        Encoding.ASCII.GetBytes(key.Id, head.AsSpan(Magic.Length + 1));
        RandomNumberGenerator.Fill(head.AsSpan(^NonceBytes));
        var body = new byte[plain.Length + TagBytes];
        using (var cipher = new AesGcm(key.Derive(purpose), TagBytes))
            cipher.Encrypt(head.AsSpan(^NonceBytes), plain.Span, body.AsSpan(0, plain.Length), body.AsSpan(plain.Length), head.AsSpan(..^NonceBytes));

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file has a folder.
        var temporary = path + ".new";
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(head, cancellationToken);
                await stream.WriteAsync(body, cancellationToken);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>What a file holds; <see langword="null"/> when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="purpose">What it was written for.</param>
    /// <param name="keys">The lake's master keys.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no such file.</exception>
    public static async Task<byte[]?> ReadAsync(string path, string purpose, IKeyProvider keys, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return null;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        var idAt = Magic.Length + 1;
        if (!bytes.AsSpan().StartsWith(Magic) || bytes.Length < idAt || bytes.Length < idAt + bytes[Magic.Length] + NonceBytes + TagBytes)
            throw new InvalidDataException("It is no sealed file.");
        var bodyAt = idAt + bytes[Magic.Length] + NonceBytes;
        var key = await keys.FindAsync(Encoding.ASCII.GetString(bytes, idAt, bytes[Magic.Length]), cancellationToken);
        var plain = new byte[bytes.Length - bodyAt - TagBytes];
        using var cipher = new AesGcm(key.Derive(purpose), TagBytes);
        try
        {
            cipher.Decrypt(bytes.AsSpan(bodyAt - NonceBytes, NonceBytes), bytes.AsSpan(bodyAt, plain.Length), bytes.AsSpan(^TagBytes), plain, bytes.AsSpan(0, bodyAt - NonceBytes));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new InvalidDataException("It was changed.", exception);
        }
        return plain;
    }
}
