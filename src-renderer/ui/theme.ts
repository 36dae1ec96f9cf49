import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Lazur: the turquoise of tiled domes, the colour of what can be pressed. */
const lazur: MantineColorsTuple = [
  '#e8f4f3',
  '#cfe8e6',
  '#a3d3d1',
  '#72bab9',
  '#479fa1',
  '#2b858a',
  '#1a737a',
  '#115f67',
  '#0c4d55',
  '#083b42',
];
/** Apricot: warmth, used sparingly: what is new, what waits. */
const apricot: MantineColorsTuple = [
  '#fff4e8',
  '#ffe5cb',
  '#fdcc9a',
  '#f8b169',
  '#f2973f',
  '#e38327',
  '#c26a18',
  '#9a5113',
  '#7a4112',
  '#60340f',
];
/** Madder: the red of felt carpets: danger and errors. */
const madder: MantineColorsTuple = [
  '#fcefec',
  '#f8dad4',
  '#efb3a8',
  '#e58977',
  '#dc664f',
  '#cf4b32',
  '#b93a24',
  '#992e1c',
  '#7b2618',
  '#631f15',
];
/** Undyed felt instead of grey. */
const felt: MantineColorsTuple = [
  '#faf7f2',
  '#f3eee6',
  '#ebe4d9',
  '#dfd6c8',
  '#cbc0af',
  '#a89c8a',
  '#7a6e60',
  '#574d42',
  '#3a332b',
  '#241f1a',
];
const smoke: MantineColorsTuple = [
  '#f0eae1',
  '#d8d0c4',
  '#b0a697',
  '#8c8275',
  '#4c453c',
  '#3a352e',
  '#2b2722',
  '#1e1b18',
  '#171513',
  '#100e0d',
];

/** Orda's look for Mantine's parts: sizes on a 4 px rhythm, calm corners, type that carries every Kazakh letter. */
export const theme = createTheme({
  primaryColor: 'lazur',
  primaryShade: { light: 6, dark: 6 },
  colors: { lazur, apricot, red: madder, gray: felt, dark: smoke },
  white: '#fffefb',
  black: '#241f1a',
  fontFamily: "'Onest Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '32px' },
      h2: { fontSize: '18px', lineHeight: '24px' },
      h3: { fontSize: '15px', lineHeight: '20px' },
    },
  },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      styles: { root: { fontWeight: 560 }, label: { whiteSpace: 'normal', lineHeight: 1.2 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Modal: {
      styles: { title: { fontSize: '17px', fontWeight: 620 } },
      defaultProps: {
        padding: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
      },
    },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.25 } } },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
  },
});

/** The house's own colours beside Mantine's, for both lights. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--orda-rail': '236px', '--orda-row': '44px', '--orda-apricot': '#f2973f' },
  light: {
    '--mantine-color-body': '#fbf8f3',
    '--mantine-color-dimmed': '#6f6355',
    '--mantine-color-placeholder': '#807464',
    '--mantine-color-anchor': '#115f67',
    '--mantine-color-default-border': '#ddd3c4',
    '--orda-surface': '#fffefb',
    '--orda-sunken': '#f4efe7',
    '--orda-rail-back': '#f1ebe1',
    '--orda-line': '#e8e0d4',
    '--orda-hover': '#f3ede3',
    '--orda-chosen': '#e3f0ee',
    '--orda-active': '#d3e8e6',
    '--orda-accent-text': '#115f67',
    '--orda-warm-text': '#8a470f',
    '--orda-warm-back': '#fff1e0',
    '--orda-warm-line': '#f6d3a8',
    '--orda-danger-text': '#992e1c',
    '--orda-danger-back': '#fcefec',
    '--orda-good-back': '#e3f0ee',
    '--orda-shadow': '0 1px 2px rgb(60 45 25 / 6%), 0 4px 16px rgb(60 45 25 / 6%)',
  },
  dark: {
    '--mantine-color-body': '#1a1815',
    '--mantine-color-dimmed': '#b0a697',
    '--mantine-color-placeholder': '#9a8f81',
    '--mantine-color-anchor': '#72bab9',
    '--mantine-color-default-border': '#423c34',
    '--orda-surface': '#211e1a',
    '--orda-sunken': '#161412',
    '--orda-rail-back': '#141210',
    '--orda-line': '#322d27',
    '--orda-hover': '#282420',
    '--orda-chosen': '#1b3234',
    '--orda-active': '#214042',
    '--orda-accent-text': '#8accca',
    '--orda-warm-text': '#f8b976',
    '--orda-warm-back': '#33261a',
    '--orda-warm-line': '#5d4326',
    '--orda-danger-text': '#f0a394',
    '--orda-danger-back': '#37211c',
    '--orda-good-back': '#1b3234',
    '--orda-shadow': '0 1px 2px rgb(0 0 0 / 30%), 0 6px 20px rgb(0 0 0 / 28%)',
  },
});
