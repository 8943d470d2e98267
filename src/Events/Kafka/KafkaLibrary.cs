using System.Reflection;
using System.Runtime.InteropServices;
using Carelake.Core;
using Confluent.Kafka;

namespace Carelake.Events.Kafka;

/// <summary>
/// Finds librdkafka, the native half of Confluent.Kafka, where the operating system has it. The package that usually carries it is not part of the product: docs/decisions/0019.
/// </summary>
public static class KafkaLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>The library is here and is loaded.</summary>
    public static bool IsInstalled => Loaded.Value;

    /// <summary>Loads the library; once is enough.</summary>
    /// <exception cref="CarelakeException">LOG-0008: it is not installed.</exception>
    public static void Require()
    {
        if (!IsInstalled)
            throw new CarelakeException("LOG-0008", "The Kafka client library is not installed.", "librdkafka", "Install librdkafka 1.9 or newer; on Debian and Ubuntu: apt-get install librdkafka1.");
    }

    private static bool Load()
    {
        var assembly = typeof(Library).Assembly;
        NativeLibrary.SetDllImportResolver(assembly, Resolve);
        return NativeLibrary.TryLoad("librdkafka", assembly, searchPath: null, out _) || Resolve("librdkafka", assembly, searchPath: null) != IntPtr.Zero;
    }

    // Distributions keep the versioned names only; the plain ones come with the packages for developers.
    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        string[] candidates = name switch
        {
            "librdkafka" => ["librdkafka.so.1", "librdkafka.1.dylib", "librdkafka"],
            "libdl" => ["libdl.so.2", "libdl"],
            _ => [name],
        };
        foreach (var candidate in candidates)
            if (NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        return IntPtr.Zero;
    }
}
