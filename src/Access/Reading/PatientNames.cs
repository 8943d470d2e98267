using System.Security.Cryptography;
using System.Text;

namespace Carelake.Access.Reading;

/// <summary>The two names of a patient in the lake: facility and id, which silver has, and the key that gold has for them.</summary>
public static class PatientNames
{
    /// <summary>Facility and id as one text.</summary>
    public static string Of(string facilityId, string patientId) => $"{facilityId}|{patientId}";

    /// <summary>The key in gold, as <c>models/silver/patient.sql</c> makes it: MD5 of facility and id, in hexadecimal.</summary>
    /// <param name="name">Facility and id, as <see cref="Of(string, string)"/> joins them; a key stays one.</param>
    public static string KeyOf(string name) => name.Contains('|', StringComparison.Ordinal) ? Digest(name) : name;

    /// <summary>Every name under which a patient may stand in a row.</summary>
    internal static IEnumerable<string> Of(string name) => name.Contains('|', StringComparison.Ordinal) ? [name, Digest(name)] : [name];

    // Not for secrecy: the key that gold uses.
#pragma warning disable CA5351
    private static string Digest(string name) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(name)));
#pragma warning restore CA5351
}
