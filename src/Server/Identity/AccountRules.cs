using System.Text.RegularExpressions;
using Carelake.Access.Policies;
using Carelake.Core;

namespace Carelake.Server.Identity;

/// <summary>What an account must fulfil.</summary>
internal static partial class AccountRules
{
    private static readonly string[] Purposes = ["treatment", "payment", "operations", "research", "audit"];

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static Issue? Problem(UserAccount user) =>
        !UserName().IsMatch(user.UserName) ? Wrong("userName", "A user name has 2 to 64 letters, digits, dots, hyphens, underscores or @.")
        : user.Name.Length is < 1 or > 200 || user.Name.Any(char.IsControl) ? Wrong("name", "A name has 1 to 200 characters.")
        : user.Roles.Any(role => Role.All.All(known => known.Name != role)) ? Wrong("roles", $"Roles are {string.Join(", ", Role.All.Select(role => role.Name))}.")
        : user.Purposes.Any(purpose => !Purposes.Contains(purpose)) ? Wrong("purposes", $"Purposes are {string.Join(", ", Purposes)}.")
        : user.Facilities.Concat(user.Patients).Append(user.Department ?? "").Any(text => text.Length > 200 || text.Any(char.IsControl)) ? Wrong("facilities", "Ids have at most 200 characters.")
        : null;

    private static Issue Wrong(string field, string message) => new("SRV-0114", Severity.Error, field, message);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._@-]{1,63}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserName();
}
