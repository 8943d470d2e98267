using System.Reflection;
using System.Runtime.InteropServices;
using Carelake.Core;

namespace Carelake.DuckDb.Native;

/// <summary>
/// Finds the engine that the build copied beside the program, under <c>native/&lt;os&gt;-&lt;cpu&gt;/</c>, named as npm names systems.
/// Nothing else is searched: a library of another version elsewhere on the machine must not be picked up.
/// </summary>
internal static class NativeLoader
{
    private static readonly Lock s_lock = new();
    private static bool s_registered;

    internal static void Register()
    {
        lock (s_lock)
        {
            if (s_registered) return;
            NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);
            s_registered = true;
        }
    }

    /// <summary>Throws the error that names the remedy when the engine is not there.</summary>
    /// <param name="folder">The program's folder; the default is the one it runs from.</param>
    internal static void EnsureInstalled(string? folder = null)
    {
        var path = LibraryPath(folder ?? AppContext.BaseDirectory);
        if (!File.Exists(path)) throw Missing(path, inner: null);
    }

    /// <summary>Where the engine for this machine lies below a program's folder.</summary>
    internal static string LibraryPath(string folder) => Path.Combine(folder, "native", Platform(), FileName());

    internal static CarelakeException Missing(string path, Exception? inner) => new(
        "DUCK-0001",
        "The DuckDB engine is missing or cannot be loaded.",
        path,
        "Run `npm ci` at the repository root and build again, or reinstall Carelake.",
        inner);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Api.Library) return 0;
        var path = LibraryPath(AppContext.BaseDirectory);
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Missing(path, e);
        }
    }

    private static string Platform()
    {
        var os = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{os}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
