using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Authentication;

/// <summary>Whose tokens are taken; configuration section <c>AzureAd</c>, read by Microsoft.Identity.Web too.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "AzureAd";

    /// <summary>The authority's base address. Plain http, the local emulator, is refused outside Development.</summary>
    [Required]
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary><c>organizations</c> for any tenant, or one tenant's id.</summary>
    [Required]
    public string TenantId { get; set; } = "organizations";

    /// <summary>The application (client) id that tokens must be meant for.</summary>
    [Required]
    public string ClientId { get; set; } = "";

    /// <summary>Microsoft.Identity.Web's switch for names and tokens in its logs. Refused outside Development.</summary>
    public bool EnablePiiLogging { get; set; }

    public string Authority => $"{Instance.TrimEnd('/')}/{TenantId}/v2.0";

    public bool IsPlainHttp => Instance.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
