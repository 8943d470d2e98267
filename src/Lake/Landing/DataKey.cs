using System.Security.Cryptography;
using Carelake.Core;

namespace Carelake.Lake.Landing;

/// <summary>A key that encrypts one thing, and is kept beside it wrapped by a master key: how landed objects are encrypted, for others that keep patient data.</summary>
public static class DataKey
{
    /// <summary>Makes a new key.</summary>
    /// <param name="keys">The master keys.</param>
    /// <param name="name">What it encrypts: the wrapped key opens under this name only.</param>
    /// <param name="cancellationToken">Stops waiting for the key provider.</param>
    /// <returns>32 bytes, and what to keep.</returns>
    public static async Task<(byte[] Key, byte[] Wrapped)> CreateAsync(IKeyProvider keys, string name, CancellationToken cancellationToken)
    {
        var master = await keys.CurrentAsync(cancellationToken);
        var key = RandomNumberGenerator.GetBytes(MasterKey.SizeBytes);
        return (key, ObjectHeader.Wrap(master, key, 1, new byte[ObjectHeader.NoncePrefixBytes], name).ToBytes());
    }

    /// <summary>Opens a key that <see cref="CreateAsync"/> made.</summary>
    /// <param name="keys">The master keys.</param>
    /// <param name="name">The name given then.</param>
    /// <param name="wrapped">What was kept.</param>
    /// <param name="cancellationToken">Stops waiting for the key provider.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="CarelakeException">LAKE-0314: it is damaged, or of another name; or the master key cannot be had.</exception>
    public static async Task<byte[]> OpenAsync(IKeyProvider keys, string name, byte[] wrapped, CancellationToken cancellationToken)
    {
        var header = ObjectHeader.Parse(wrapped) ?? throw Damaged(name, inner: null);
        var master = await keys.FindAsync(header.KeyId, cancellationToken);
        try
        {
            return header.Unwrap(master, name);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Damaged(name, exception);
        }
    }

    private static CarelakeException Damaged(string name, Exception? inner) => new(
        "LAKE-0314", "A wrapped data key is damaged or belongs to something else.", name, "Restore it from the backup, with the master keys of that time.", inner);
}
