using System.CommandLine;
using System.Reflection;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake init</c>: a project that runs as it stands, to be changed into one's own.</summary>
internal static class InitVerb
{
    private const string Prefix = "Carelake.Cli.Template/";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Folder for the project; made when it is not there." };
        var json = CommonOptions.Json();
        var command = new Command("init", "Makes a project: carelake.yaml, a mapping and a sample file, ready to run.") { folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            if (File.Exists(Path.Combine(target, "carelake.yaml")))
                throw new CarelakeException("CLI-0005", "There is a project already.", target, "Choose another folder, or edit that project.");

            var files = await WriteTemplateAsync(target, cancellationToken);
            if (parsed.GetValue(json))
                terminal.WriteJson(new { Folder = target, Files = files });
            else
                SayNext(terminal, target, files);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<List<string>> WriteTemplateAsync(string target, CancellationToken cancellationToken)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new List<string>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order())
        {
            var relative = resource[Prefix.Length..].Replace('\\', '/');
            var file = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var source = assembly.GetManifestResourceStream(resource)!;
            await using var written = File.Create(file);
            await source.CopyToAsync(written, cancellationToken);
            files.Add(relative);
        }
        return files;
    }

    private static void SayNext(Terminal terminal, string target, List<string> files)
    {
        terminal.Say($"Made a project in {target}:");
        foreach (var file in files)
            terminal.Say($"  {file}");
        terminal.Say("");
        terminal.Say("Next:");
        terminal.Say($"  carelake run --config {Path.Combine(target, "carelake.yaml")}");
        terminal.Say($"  carelake sql \"select * from silver.patient\" --config {Path.Combine(target, "carelake.yaml")}");
    }
}
