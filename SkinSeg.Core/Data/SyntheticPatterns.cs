using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The dermoscopic attributes within a lesion. Each method adds one to the tissue and returns how strongly it shows at each pixel, 0–1.</summary>
internal sealed class SyntheticPatterns(SyntheticPlan plan, SyntheticShape shape, SyntheticTissue tissue, float[] presence)
{
    // Contrast of a pattern follows the pigment of its lesion: a faint lesion has a faint network.
    private readonly float contrast = plan.Kind switch
    {
        LesionKind.Faint => 0.45f,
        LesionKind.Dark => 1.5f,
        _ => 1,
    };

    /// <summary>A net of brown lines with lighter holes, finer towards the border.</summary>
    public float[] PigmentNetwork()
    {
        var random = plan.RandomFor("pigment network");
        double spacing = Math.Clamp(shape.Radius / 15, 5 * plan.Unit, 7.5 * plan.Unit) * new Interval(0.9, 1.25).Draw(random);
        float[] part = Part(random, new Interval(0.08, 0.85).At(Math.Pow(random.NextDouble(), 1.8)), border: 0.25f);
        float[] inwardness = new SyntheticCells(random, plan.Size, spacing, 0.9).Compute(i => shape.Depth[i] > -8 * plan.Unit).Inwardness;
        float[] ink = SyntheticNoise.Octaves(random, plan.Size, 5 * spacing, 3);
        float strength = contrast * (float)new Interval(0.6, 1.3).Draw(random), thin = (float)new Interval(9, 18).Draw(random);
        for (int i = 0; i < part.Length; i++)
        {
            float line = MathF.Exp(-thin * inwardness[i] * inwardness[i]);
            // Mostly in proportion to the pigment that is there: the holes of a net are lighter than it, not lighter than skin.
            float change = part[i] * strength * Math.Clamp(0.9f + (0.5f * ink[i]), 0.1f, 2) * (line - 0.35f);
            tissue.Melanin[i] += Math.Max(-0.4f, change) * (0.15f + tissue.Melanin[i]);
        }

        return part;
    }

    /// <summary>Bright lines that part dark, long islands.</summary>
    public float[] NegativeNetwork()
    {
        var random = plan.RandomFor("negative network");
        double spacing = Math.Clamp(shape.Radius / 9, 9 * plan.Unit, 20 * plan.Unit) * new Interval(0.85, 1.15).Draw(random);
        float[] part = Part(random, new Interval(0.05, 0.25).Draw(random), border: 0.1f);
        float[] inwardness = new SyntheticCells(random, plan.Size, spacing, 1.1).Compute(i => shape.Depth[i] > -8 * plan.Unit).Inwardness;
        float strength = contrast * (float)new Interval(0.45, 0.8).Draw(random);
        for (int i = 0; i < part.Length; i++)
        {
            float line = MathF.Exp(-22 * inwardness[i] * inwardness[i]);
            tissue.Melanin[i] += part[i] * strength * (0.35f - line);
            tissue.Pale[i] += 0.22f * part[i] * line;
        }

        return part;
    }

    /// <summary>Round brown to black dots in clusters.</summary>
    public float[] Globules()
    {
        var random = plan.RandomFor("globules");
        double radius = Math.Clamp(shape.Radius / 30, 1.7 * plan.Unit, 4.2 * plan.Unit) * new Interval(0.8, 1.2).Draw(random);
        float[] part = Part(random, new Interval(0.08, 0.6).Draw(random), border: 0);
        float[] dots = Dots(random, part, radius, 2.7 * radius);
        float strength = contrast * (float)new Interval(0.7, 1.5).Draw(random);
        float blue = random.NextDouble() < 0.25 ? 0.35f : 0;
        for (int i = 0; i < dots.Length; i++)
        {
            tissue.Melanin[i] += strength * dots[i] * presence[i];
            tissue.Veil[i] += blue * dots[i] * presence[i];
        }

        return dots;
    }

    /// <summary>A few to many small white or yellowish blobs.</summary>
    public float[] MiliaLikeCysts()
    {
        var random = plan.RandomFor("milia-like cysts");
        int count = (int)new Interval(3, 18).At(Math.Pow(random.NextDouble(), 1.5));
        var brush = new CurveBrush(plan.Size);
        for (int k = 0, tries = 0; k < count && tries < 2000; tries++)
        {
            int at = random.Next(plan.Size.Area);
            double radius = Math.Clamp(shape.Radius / 22, 2 * plan.Unit, 6 * plan.Unit) * new Interval(0.6, 1.3).Draw(random);
            if (shape.Depth[at] > 1.5 * radius)
            {
                brush.Dot(at % plan.Size.Width, at / plan.Size.Width, radius, (float)new Interval(0.6, 1).Draw(random));
                k++;
            }
        }

        float[] blobs = SyntheticFilters.Blurred(brush.Coverage, plan.Size, 1.1 * plan.Unit);
        float strength = (float)new Interval(0.4, 0.75).Draw(random);
        for (int i = 0; i < blobs.Length; i++)
        {
            tissue.Pale[i] += strength * blobs[i];
        }

        return blobs;
    }

    /// <summary>The rays themselves; the lesion's body has already made room for them.</summary>
    public float[] Streaks(SyntheticStreaks streaks)
    {
        var random = plan.RandomFor("streaks' color");
        float strength = contrast * (float)new Interval(0.6, 1.3).Draw(random);
        for (int i = 0; i < streaks.Lines.Length; i++)
        {
            tissue.Melanin[i] += strength * streaks.Lines[i];
        }

        return streaks.Lines;
    }

    // A part of the lesion, which may favor its border; it fades with the lesion.
    private float[] Part(Random random, double share, float border)
    {
        float[] field = SyntheticNoise.Octaves(random, plan.Size, 1.3 * shape.Radius, 2);
        for (int i = 0; i < field.Length; i++)
        {
            field[i] -= border * 6 * Math.Clamp(shape.Depth[i] / (float)shape.Radius, 0, 1);
        }

        float[] part = SyntheticFilters.Part(field, shape.Mask, share, 0.45f);
        for (int i = 0; i < part.Length; i++)
        {
            part[i] *= presence[i];
        }

        return part;
    }

    private float[] Dots(Random random, float[] part, double radius, double step)
    {
        var brush = new CurveBrush(plan.Size);
        for (double y = 0; y < plan.Size.Height; y += step)
        {
            for (double x = 0; x < plan.Size.Width; x += step)
            {
                double atX = x + (step * (random.NextDouble() - 0.2)), atY = y + (step * (random.NextDouble() - 0.2));
                double size = radius * new Interval(0.5, 1.25).Draw(random);
                bool isThere = random.NextDouble() < 0.8;
                int column = Math.Clamp((int)atX, 0, plan.Size.Width - 1), row = Math.Clamp((int)atY, 0, plan.Size.Height - 1);
                if (isThere && part[(row * plan.Size.Width) + column] > 0.5f)
                {
                    brush.Dot(atX, atY, size, (float)new Interval(0.3, 1).Draw(random));
                }
            }
        }

        return SyntheticFilters.Blurred(brush.Coverage, plan.Size, 0.9 * plan.Unit);
    }
}
