using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Lake.Landing;

namespace Carelake.Access.Audit;

/// <summary>
/// A key for each patient that audit records tell of, kept apart from the log and encrypted under the master key. Destroying one makes what the log says of
/// that patient unreadable for ever, and changes no byte of the log.
/// </summary>
public sealed class SubjectKeys
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly string _file;
    private readonly byte[] _masterKey;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _bySubject = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _byId = new(StringComparer.Ordinal);

    private SubjectKeys(string file, byte[] masterKey)
    {
        _file = file;
        _masterKey = masterKey;
    }

    /// <summary>A line of the file.</summary>
    /// <param name="Digest">Keyed digest of the subject's id.</param>
    /// <param name="Id">Name of the key, as records have it.</param>
    /// <param name="Wrapped">The key, encrypted.</param>
    private sealed record Entry(string Digest, string Id, byte[] Wrapped);

    /// <summary>Opens the keys of a file, or begins one.</summary>
    /// <param name="file">The file; not in the folder of the log, which others may copy.</param>
    /// <param name="masterKey">Encrypts the keys.</param>
    /// <exception cref="CarelakeException"><c>ACC-0126</c> the file cannot be read with this key.</exception>
    public static SubjectKeys Open(string file, MasterKey masterKey)
    {
        var keys = new SubjectKeys(file, masterKey.Derive("audit subject keys"));
        if (!File.Exists(file)) return keys;
        foreach (var line in File.ReadLines(file))
        {
            // The last line may have been cut off by a crash, before anything was encrypted under it.
            if (Parse(line) is not { } entry) continue;
            keys._bySubject[entry.Digest] = entry;
            keys._byId[entry.Id] = keys.Unwrap(entry);
        }
        return keys;
    }

    /// <summary>Subjects that have a key.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _bySubject.Count;
        }
    }

    /// <summary>Makes the keys of those subjects that have none, on the disk with one wait.</summary>
    public void Prepare(IEnumerable<string> subjects)
    {
        lock (_lock)
        {
            var missing = subjects.Select(Digest).Distinct(StringComparer.Ordinal).Where(digest => !_bySubject.ContainsKey(digest)).ToList();
            if (missing.Count > 0) Create(missing);
        }
    }

    /// <summary>Name of a subject's key, as records have it.</summary>
    /// <returns><see langword="null"/> when the subject has none.</returns>
    public string? KeyIdOf(string subject)
    {
        lock (_lock) return _bySubject.GetValueOrDefault(Digest(subject))?.Id;
    }

    /// <summary>Encrypts under a subject's key, which is made, and on the disk, when there is none.</summary>
    /// <returns>Name of the key; nonce, ciphertext and tag.</returns>
    public (string KeyId, byte[] Cipher) Encrypt(string subject, string text)
    {
        string id;
        byte[] key;
        lock (_lock)
        {
            var digest = Digest(subject);
            if (!_bySubject.TryGetValue(digest, out var entry)) entry = Create(digest);
            (id, key) = (entry.Id, _byId[entry.Id]);
        }
        return (id, Seal(key, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>Decrypts.</summary>
    /// <returns>The text; empty when the key was destroyed.</returns>
    /// <exception cref="CryptographicException">The bytes are not those that were encrypted.</exception>
    public string Decrypt(string keyId, byte[] cipher)
    {
        byte[]? key;
        lock (_lock) key = _byId.GetValueOrDefault(keyId);
        return key is null ? "" : Encoding.UTF8.GetString(Open(key, cipher, Encoding.UTF8.GetBytes(keyId)));
    }

    /// <summary>Destroys a subject's key; returns when it is gone from the disk.</summary>
    /// <returns>False when the subject has none.</returns>
    public bool Destroy(string subject)
    {
        lock (_lock)
        {
            if (!_bySubject.Remove(Digest(subject), out var entry)) return false;
            CryptographicOperations.ZeroMemory(_byId[entry.Id]);
            _byId.Remove(entry.Id);
            // The old bytes are overwritten in place first, so that an undelete finds nothing; what a disk remaps or a snapshot keeps is beyond a program's reach.
            // What is written is what the file has, not what was read once: another process may have added to it.
            var replacement = $"{_file}.new";
            File.WriteAllLines(replacement, File.ReadLines(_file).Where(line => Parse(line) is { } kept && kept.Digest != entry.Digest).ToList());
            DurableFile.Sync(replacement);
            File.WriteAllBytes(_file, new byte[new FileInfo(_file).Length]);
            DurableFile.Sync(_file);
            File.Move(replacement, _file, overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(_file))!);
            return true;
        }
    }

    private Entry Create(string digest)
    {
        Create([digest]);
        return _bySubject[digest];
    }

    private void Create(IReadOnlyCollection<string> digests)
    {
        var entries = digests.Select(digest =>
        {
            var key = RandomNumberGenerator.GetBytes(KeyBytes);
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes));
            return (Entry: new Entry(digest, id, Seal(_masterKey, key, Encoding.UTF8.GetBytes(id))), Key: key);
        }).ToList();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file))!);
        using (var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(entries.Select(one => Line(one.Entry) + "\n"))));
            stream.Flush(flushToDisk: true);
        }
        foreach (var (entry, key) in entries)
        {
            _bySubject[entry.Digest] = entry;
            _byId[entry.Id] = key;
        }
    }

    private byte[] Unwrap(Entry entry)
    {
        try
        {
            return Open(_masterKey, entry.Wrapped, Encoding.UTF8.GetBytes(entry.Id));
        }
        catch (CryptographicException exception)
        {
            throw new CarelakeException("ACC-0126", "The keys of the audit log cannot be read with this master key.", _file, "Give the master key that they were made under.", exception);
        }
    }

    private string Digest(string subject) => Convert.ToHexStringLower(HMACSHA256.HashData(_masterKey, Encoding.UTF8.GetBytes(subject)));

    private static string Line(Entry entry) => JsonSerializer.Serialize(entry);

    private static Entry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Seal(byte[] key, byte[] plain, byte[] name)
    {
        var output = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(output.AsSpan(0, NonceBytes), plain, output.AsSpan(NonceBytes, plain.Length), output.AsSpan(NonceBytes + plain.Length), name);
        return output;
    }

    private static byte[] Open(byte[] key, byte[] sealedBytes, byte[] name)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes) throw new CryptographicException("The ciphertext is too short.");
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), plain, name);
        return plain;
    }
}
