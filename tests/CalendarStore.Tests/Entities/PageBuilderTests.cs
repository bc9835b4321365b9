using CalendarStore.Entities;

namespace CalendarStore.Tests.Entities;

public sealed class PageBuilderTests
{
    [Fact]
    public void An_item_that_is_larger_than_a_page_has_one_of_its_own()
    {
        var page = new PageBuilder<string, int>(10, 0);

        Assert.True(page.Take(1, StoreLimits.MaxPageBytes + 1, () => "large"));
        Assert.False(page.Take(2, 1, () => "next"));

        Assert.Equal(["large"], page.Items);
        Assert.Equal((1, true), (page.Last, page.HasMore));
    }

    [Fact]
    public void A_page_holds_just_its_bytes()
    {
        var page = new PageBuilder<string, int>(10, 0);

        Assert.True(page.Take(1, StoreLimits.MaxPageBytes - 1, () => "a"));
        Assert.True(page.Take(2, 1, () => "b"));
        Assert.False(page.HasMore);
        Assert.False(page.Take(3, 1, () => "c"));
        Assert.Equal((2, true), (page.Last, page.HasMore));
    }

    [Fact]
    public void What_is_left_out_is_passed_over()
    {
        var page = new PageBuilder<string, int>(2, 0);

        Assert.True(page.Take(1, 1, () => null));
        Assert.True(page.Take(2, 1, () => "b"));
        Assert.False(page.Take(3, 1, () => "c"));
        Assert.Equal(["b"], page.Items);
        Assert.Equal((2, true), (page.Last, page.HasMore));
    }
}
