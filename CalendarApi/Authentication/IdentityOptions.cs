using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Authentication;

/// <summary>Which access tokens are accepted; configuration section <c>AzureAd</c>, which Microsoft.Identity.Web reads too.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "AzureAd";

    /// <summary>The authority's base address. Plain http is for IdentityEmulator and is refused outside Development.</summary>
    [Required]
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary><c>organizations</c> for any tenant, or the id of one tenant.</summary>
    [Required]
    public string TenantId { get; set; } = "organizations";

    /// <summary>The application (client) id that must be the tokens' audience.</summary>
    [Required(ErrorMessage = "It is not set. It must be the application's id, a GUID.")]
    public string ClientId { get; set; } = "";

    /// <summary>Microsoft.Identity.Web's switch that writes names and tokens to the log. Refused outside Development.</summary>
    public bool EnablePiiLogging { get; set; }

    public string Authority => $"{Instance.TrimEnd('/')}/{TenantId}/v2.0";

    public bool IsPlainHttp => Instance.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
