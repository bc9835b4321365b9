using IdentityEmulator.Tenants;

namespace IdentityEmulator.SignIn;

/// <summary>The user picker: one button per user, grouped by tenant. Plain HTML, so that it works with a keyboard, a screen reader and without scripts.</summary>
internal static class SignInPage
{
    public static HtmlPage Of(IEnumerable<Tenant> tenants, string? loginHint, Account? signedIn, QueryString query) =>
        new("Sign in · development", Html.Of($"""
            <header>
              <h1>Who are you today?</h1>
              <p>Choose a sample user to sign in to the calendar.</p>
            </header>
            <p class="notice" role="note"><strong>Development sign-in:</strong> no password, never for production.</p>
            <form method="post" action="{query.Value}">
              <div class="tenants">{Html.Join(tenants.Select(tenant => Section(tenant, loginHint, signedIn)))}</div>
              <p class="actions"><button class="cancel" name="cancel" value="true" data-testid="cancel">Cancel</button></p>
            </form>
            """));

    private static Html Section(Tenant tenant, string? loginHint, Account? signedIn) => Html.Of($"""

        <section aria-labelledby="tenant-{tenant.Domain}" data-testid="tenant-{tenant.Domain}">
          <h2 id="tenant-{tenant.Domain}">{tenant.Name} <span>{tenant.Domain}</span></h2>
          <ul>{Html.Join(tenant.Users.Select(user => Choice(user, loginHint, signedIn)))}
          </ul>
        </section>
        """);

    private static Html Choice(User user, string? loginHint, Account? signedIn)
    {
        var hinted = string.Equals(user.UserName, loginHint, StringComparison.OrdinalIgnoreCase);
        var focus = hinted ? Html.Of($" autofocus") : default;
        return Html.Of($"""

                <li>
                  <button class="user" name="user" value="{user.Id.ToString()}" data-testid="user-{user.UserName}"{focus}>
                    <span class="avatar" aria-hidden="true">{Initials(user.Name)}</span>
                    <span class="who"><span class="name">{user.Name}{Badges(user, signedIn)}</span> <span class="username">{user.UserName}</span></span>
                  </button>
                </li>
            """);
    }

    private static Html Badges(User user, Account? signedIn) => Html.Join(
        new[]
        {
            signedIn?.User.Id == user.Id ? "signed in" : null,
            user.Roles.Count > 0 ? "admin" : null,
            user.ReadOnly ? "read only" : null,
        }
        .Where(text => text is not null)
        .Select(text => Html.Of($""" <span class="badge">{text}</span>""")));

    private static string Initials(string name) => string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(part => part[..1].ToUpperInvariant()));
}
