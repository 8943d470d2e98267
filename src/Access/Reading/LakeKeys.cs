using System.Security.Cryptography;
using System.Text;
using Carelake.Access.Audit;
using Carelake.Lake.Landing;

namespace Carelake.Access.Reading;

/// <summary>What reading needs of secrets, all from one master key: the signature of the audit log, the keys of its subjects, and the key of digests.</summary>
internal sealed class LakeKeys : IDisposable
{
    private const string MasterFile = "master-key";
    private const string SubjectsFile = "subjects.keys";

    private LakeKeys(ECDsa signing, SubjectKeys subjects, string digestKey) => (Signing, Subjects, DigestKey) = (signing, subjects, digestKey);

    /// <summary>Signs checkpoints of the audit log.</summary>
    public ECDsa Signing { get; }

    /// <summary>Keys of the patients that the audit log tells of.</summary>
    public SubjectKeys Subjects { get; }

    /// <summary>Keeps digests of values from being guessed.</summary>
    public string DigestKey { get; }

    /// <summary>Opens the keys of a folder, or makes them.</summary>
    /// <param name="folder">Not that of the audit log, which others may copy.</param>
    /// <param name="provider">Holds the master key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<LakeKeys> OpenAsync(string folder, IKeyProvider provider, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var master = await MasterAsync(Path.Combine(folder, MasterFile), provider, cancellationToken);
        return new(
            Signature(Path.Combine(folder, "audit-signing.pem"), Convert.ToHexString(master.Derive("audit signing key"))),
            SubjectKeys.Open(Path.Combine(folder, SubjectsFile), master),
            Convert.ToHexStringLower(master.Derive("digests of masked values")));
    }

    public void Dispose() => Signing.Dispose();

    /// <summary>Opens the keys of subjects alone, as another process made them; <see langword="null"/> when it made none.</summary>
    public static async Task<SubjectKeys?> OpenSubjectsAsync(string folder, IKeyProvider provider, CancellationToken cancellationToken)
    {
        var (master, keys) = (Path.Combine(folder, MasterFile), Path.Combine(folder, SubjectsFile));
        return File.Exists(master) && File.Exists(keys) ? SubjectKeys.Open(keys, await MasterAsync(master, provider, cancellationToken)) : null;
    }

    // A rotated master key is for what is new: these go on under the one they were made with.
    private static async Task<MasterKey> MasterAsync(string file, IKeyProvider provider, CancellationToken cancellationToken)
    {
        if (File.Exists(file)) return await provider.FindAsync((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), cancellationToken);
        var master = await provider.CurrentAsync(cancellationToken);
        await File.WriteAllTextAsync(file, master.Id, cancellationToken);
        return master;
    }

    private static ECDsa Signature(string file, string password)
    {
        if (File.Exists(file))
        {
            var kept = ECDsa.Create();
            kept.ImportFromEncryptedPem(File.ReadAllText(file), password);
            return kept;
        }
        var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, made.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000)), Encoding.ASCII);
        return made;
    }
}
