using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Reading;

/// <summary>Departments of specialties that the law guards more closely, found by words in the department's name.</summary>
/// <param name="Departments">Specialty by department, as <c>facility|department</c>; all others are <see cref="General"/>.</param>
public sealed record ProtectedSpecialties(ImmutableSortedDictionary<string, string> Departments)
{
    /// <summary>Every other specialty.</summary>
    public const string General = "general";

    /// <summary>File of a policy folder with a word and the specialty it tells of on each line.</summary>
    public const string FileName = "specialties.csv";

    /// <summary>Reads the words of a policy folder.</summary>
    /// <param name="folder">Folder of the policies; without the file no department is protected.</param>
    /// <exception cref="CarelakeException"><c>ACC-0130</c> a line is not a word and a specialty.</exception>
    public static ImmutableArray<(string Word, string Specialty)> Words(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return [];
        return
        [
            .. File.ReadLines(file).Index().Skip(1).Where(line => line.Item.Trim().Length > 0).Select(line => line.Item.Split(',') is [var word, var specialty]
                ? (word.Trim(), specialty.Trim())
                : throw new CarelakeException("ACC-0130", "A line is not a word and a specialty.", $"{FileName}:{line.Index + 1}", "Write word,specialty.")),
        ];
    }

    /// <summary>Finds the departments whose name has one of the words.</summary>
    public static ProtectedSpecialties Of(IEnumerable<(string Key, string Name)> departments, ImmutableArray<(string Word, string Specialty)> words) => new(
        departments.Select(department => (department.Key, words.FirstOrDefault(word => department.Name.Contains(word.Word, StringComparison.OrdinalIgnoreCase)).Specialty))
            .Where(department => department.Specialty is not null)
            .ToImmutableSortedDictionary(department => department.Key, department => department.Specialty, StringComparer.Ordinal));

    /// <summary>SQL that gives the specialty of a department; <see langword="null"/> when none is protected.</summary>
    internal string? CaseSql(string department) => Departments.Count == 0
        ? null
        : $"case {department}{string.Concat(Departments.Select(item => $" when {DuckDbSql.Literal(item.Key)} then {DuckDbSql.Literal(item.Value)}"))} else '{General}' end";
}
